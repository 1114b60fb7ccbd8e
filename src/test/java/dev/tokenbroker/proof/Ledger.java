package dev.tokenbroker.proof;

import dev.tokenbroker.broker.Engine;
import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.Failing;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.LeasedInstallation.Recorded;
import dev.tokenbroker.installation.LeasedInstallation.Step;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * One installation as the database has it: what the statements of {@code dev.tokenbroker.postgres} say, in Java. Each
 * method is one commit; the clock is the database's.
 */
final class Ledger {
    static final InstallationKey KEY = new InstallationKey(Engine.APP, new ShopDomain("acme.myshopify.com"));

    private static final UUID ID = new UUID(1, 1);
    private static final DataKeyRef DATA_KEY = new DataKeyRef(new UUID(2, 2), new byte[0]);
    private static final long REFRESH_LIFE = Duration.ofDays(90).toNanos();

    private final LongSupplier clock;
    private final long settle;
    final List<Pair> pairs = new ArrayList<>();
    Pair current;
    long version;
    long fence;
    String owner;
    long leaseUntil = Long.MIN_VALUE;
    UUID attempt;
    long nextDue = Long.MAX_VALUE;
    long notBefore = Long.MIN_VALUE;
    long renewedAt = Long.MIN_VALUE;
    int claimsSinceRecord;
    boolean mustRenew;
    InstallationState state = InstallationState.ACTIVE;
    Optional<Long> failingSince = Optional.empty();
    Settlement lastFailure;
    Optional<String> suspicion = Optional.empty();
    long suspicionSince;

    /** A row of the ledger; its seals are kept by who sealed them. */
    static final class Pair {
        UUID id;
        UUID parent;
        byte[] access;
        byte[] refresh;
        long expires;
        long renewAt;
        long refreshExpires;
        long receivedAt;
        boolean renewal;
        int sends;
        long firstSent = Long.MIN_VALUE;
        UUID refusedBy;
    }

    Ledger(LongSupplier clock, Duration settle) {
        this.clock = clock;
        this.settle = settle.toNanos();
    }

    void enrol(Pair pair) {
        pairs.add(pair);
        current = pair;
        version = 1;
        nextDue = clock.getAsLong();
        mustRenew = true;
    }

    Installation read() {
        long now = clock.getAsLong();
        HeldToken token = new HeldToken(
                current.id,
                current.access,
                Optional.of(new HeldToken.Expiry(
                        Instant.EPOCH.plusNanos(current.expires),
                        Duration.ofNanos(current.expires - now),
                        Duration.ofSeconds(60),
                        Instant.EPOCH.plusNanos(current.renewAt),
                        Duration.ofNanos(current.renewAt - now))));
        return new Installation(
                ID,
                KEY,
                Optional.empty(),
                state,
                Instant.EPOCH,
                suspicion,
                GrantKind.EXPIRING,
                Scopes.NONE,
                version,
                DATA_KEY,
                Optional.of(token),
                Optional.empty(),
                until(Math.max(notBefore, youngUntil())),
                until(leaseUntil),
                failing(now),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private Optional<Failing> failing(long now) {
        return failingSince.map(since -> new Failing(
                Instant.EPOCH.plusNanos(since),
                Duration.ofNanos(now - since),
                lastFailure.failure().orElseThrow()));
    }

    private long youngUntil() {
        return renewedAt == Long.MIN_VALUE ? Long.MIN_VALUE : renewedAt + settle;
    }

    private Duration until(long moment) {
        return Duration.ofNanos(Math.max(0, moment == Long.MIN_VALUE ? 0 : moment - clock.getAsLong()));
    }

    /** Whether a lease was given. */
    boolean claim(Claim claim, UUID newAttempt) {
        long now = clock.getAsLong();
        boolean free = leaseUntil <= now;
        boolean mayRenew = version == claim.seenVersion()
                && (state == InstallationState.ACTIVE || state == InstallationState.SUSPENDED)
                && youngUntil() <= now
                && (claim.canary() || notBefore <= now);
        if (!free || !mayRenew) {
            return false;
        }
        fence++;
        owner = claim.owner();
        leaseUntil = now + claim.lease().toNanos();
        nextDue = leaseUntil;
        mustRenew = true;
        attempt = newAttempt;
        claimsSinceRecord++;
        return true;
    }

    Optional<Candidate> firstCandidate() {
        return presentable().filter(this::oldEnough).min(order()).map(this::show);
    }

    Step afterRefusal(long heldFence, UUID heldAttempt, UUID refused, Duration lease) {
        if (!holds(heldFence, heldAttempt)) {
            return new Step.Overtaken();
        }
        extend(lease);
        pairs.stream().filter(pair -> pair.id.equals(refused)).forEach(pair -> pair.refusedBy = attempt);
        List<Pair> others = presentable().toList();
        return others.stream()
                .filter(this::oldEnough)
                .min(order())
                .<Step>map(pair -> new Step.Next(show(pair)))
                .orElseGet(() -> others.isEmpty() ? new Step.Exhausted() : new Step.TooYoung());
    }

    boolean extend(long heldFence, UUID heldAttempt, Duration lease) {
        if (holds(heldFence, heldAttempt)) {
            extend(lease);
            return true;
        }
        return false;
    }

    private void extend(Duration lease) {
        leaseUntil = clock.getAsLong() + lease.toNanos();
        nextDue = leaseUntil;
    }

    boolean holds(long heldFence, UUID heldAttempt) {
        return fence == heldFence && heldAttempt.equals(attempt);
    }

    private java.util.stream.Stream<Pair> presentable() {
        long now = clock.getAsLong();
        return pairs.stream()
                .filter(pair -> pair.refreshExpires > now || pair == current)
                .filter(pair -> !attempt.equals(pair.refusedBy));
    }

    private boolean oldEnough(Pair pair) {
        return !pair.renewal || pair.receivedAt <= clock.getAsLong() - settle;
    }

    private Comparator<Pair> order() {
        return Comparator.<Pair, Boolean>comparing(pair -> pair != current)
                .thenComparing(pair -> -pair.receivedAt)
                .thenComparing(pair -> -pairs.indexOf(pair));
    }

    private Candidate show(Pair pair) {
        long now = clock.getAsLong();
        pair.sends++;
        if (pair.firstSent == Long.MIN_VALUE
                || pair.firstSent <= now - Duration.ofMinutes(60).toNanos()) {
            pair.firstSent = now;
        }
        return new Candidate(pair.id, pair.refresh, pair.sends > 1);
    }

    Recorded record(long heldFence, UUID heldAttempt, ReceivedPair received, long elapsed) {
        Pair pair = pairs.stream()
                .filter(known -> known.id.equals(received.pairId()))
                .findAny()
                .orElse(null);
        if (pair == null) {
            pair = insert(received, elapsed);
        }
        if (holds(heldFence, heldAttempt)) {
            point(pair, received);
        } else if (current != pair) {
            nextDue = Math.min(nextDue, clock.getAsLong());
            mustRenew = true;
            claimsSinceRecord++;
            if (state == InstallationState.REAUTHORIZATION_REQUIRED) {
                state = InstallationState.ACTIVE;
            }
        }
        return current == pair ? new Recorded.Current(read()) : new Recorded.InLedger(read());
    }

    private Pair insert(ReceivedPair received, long elapsed) {
        long now = clock.getAsLong();
        Pair parent = pairs.stream()
                .filter(known -> known.id.equals(received.parent().orElse(null)))
                .findAny()
                .orElse(null);
        long sent = parent == null || parent.firstSent == Long.MIN_VALUE
                ? now - elapsed
                : Math.min(now - elapsed, parent.firstSent);
        ReceivedPair.Life life = received.life().orElseThrow();
        Pair pair = new Pair();
        pair.id = received.pairId();
        pair.parent = received.parent().orElse(null);
        pair.access = received.sealedAccessToken();
        pair.refresh = received.sealedRefreshToken().orElseThrow();
        pair.expires = sent + life.left().toNanos();
        pair.renewAt = pair.expires - life.renewBeforeEnd().toNanos();
        pair.refreshExpires = sent + REFRESH_LIFE;
        pair.receivedAt = now;
        pair.renewal = true;
        pairs.add(pair);
        return pair;
    }

    private void point(Pair pair, ReceivedPair received) {
        long now = clock.getAsLong();
        mustRenew = claimsSinceRecord > 1 || received.resent();
        nextDue =
                mustRenew ? Math.min(pair.renewAt, now + received.confirmAfter().toNanos()) : pair.renewAt;
        current = pair;
        version++;
        state = InstallationState.ACTIVE;
        renewedAt = now;
        leaseUntil = Long.MIN_VALUE;
        attempt = null;
        notBefore = Long.MIN_VALUE;
        claimsSinceRecord = 0;
        failingSince = Optional.empty();
        suspicion = Optional.empty();
    }

    boolean settle(long heldFence, UUID heldAttempt, Settlement settlement) {
        if (!holds(heldFence, heldAttempt)) {
            return false;
        }
        long now = clock.getAsLong();
        settlement.unsent().ifPresent(this::neverShown);
        notBefore = now + settlement.retryIn().toNanos();
        if (settlement.keepLease()) {
            notBefore = Math.max(notBefore, leaseUntil);
        }
        nextDue = notBefore;
        settlement.failure().ifPresent(cause -> {
            failingSince = Optional.of(failingSince.orElse(now));
            lastFailure = settlement;
        });
        believe(settlement, now);
        if (!settlement.keepLease()) {
            leaseUntil = Long.MIN_VALUE;
            attempt = null;
        }
        return true;
    }

    private void neverShown(UUID pairId) {
        claimsSinceRecord--;
        pairs.stream().filter(pair -> pair.id.equals(pairId)).forEach(pair -> {
            pair.sends = Math.max(0, pair.sends - 1);
            pair.firstSent = pair.sends == 0 ? Long.MIN_VALUE : pair.firstSent;
        });
    }

    private void believe(Settlement settlement, long now) {
        Optional<String> reason = settlement.suspicion().map(Settlement.Suspicion::reason);
        boolean before = reason.isPresent() && reason.equals(suspicion);
        boolean lasted = before
                && suspicionSince
                        <= now
                                - settlement
                                        .suspicion()
                                        .orElseThrow()
                                        .believedAfter()
                                        .toNanos();
        boolean confirmed =
                settlement.suspicion().map(Settlement.Suspicion::confirmed).orElse(false);
        if (reason.isPresent()
                && (confirmed || lasted)
                && presentable().findAny().isEmpty()) {
            state = InstallationState.REAUTHORIZATION_REQUIRED;
        }
        suspicionSince = before ? suspicionSince : now;
        suspicion = reason;
    }

    void prune(UUID proven) {
        Optional<UUID> ancestor = parentOf(proven);
        while (ancestor.isPresent()) {
            UUID gone = ancestor.get();
            ancestor = parentOf(gone);
            pairs.removeIf(pair -> pair.id.equals(gone) && pair != current);
        }
    }

    private Optional<UUID> parentOf(UUID id) {
        return pairs.stream()
                .filter(pair -> pair.id.equals(id))
                .map(pair -> pair.parent)
                .filter(java.util.Objects::nonNull)
                .findAny();
    }

    boolean due() {
        long now = clock.getAsLong();
        return nextDue <= now
                && leaseUntil <= now
                && notBefore <= now
                && youngUntil() <= now
                && (state == InstallationState.ACTIVE || state == InstallationState.SUSPENDED);
    }
}
