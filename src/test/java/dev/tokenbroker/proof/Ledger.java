package dev.tokenbroker.proof;

import dev.tokenbroker.broker.Engine;
import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.Confirmation;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.Failing;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.LeasedInstallation.Recorded;
import dev.tokenbroker.installation.LeasedInstallation.Step;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.installation.Settlement.Suspicion;
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
import java.util.stream.Stream;

/**
 * One installation as the database has it: what the statements of {@code dev.tokenbroker.postgres} say, in Java. Each
 * method is one commit; the clock is the database's.
 */
final class Ledger {
    static final InstallationKey KEY = new InstallationKey(Engine.APP, new ShopDomain("acme.myshopify.com"));
    static final UUID ID = new UUID(1, 1);
    private static final DataKeyRef DATA_KEY = new DataKeyRef(new UUID(2, 2), new byte[0]);
    private static final long NEVER = Long.MIN_VALUE;
    private static final long AFTER_A_TIME_OUT = Duration.ofSeconds(2).toNanos();

    private final LongSupplier clock;
    private final long settle;
    private final Lapse lapse;
    private final List<LedgerPair> pairs = new ArrayList<>();
    private LedgerPair current;
    private long version;
    private long fence;
    private String owner;
    private long leaseUntil = NEVER;
    private UUID attempt;
    private long nextDue = Long.MAX_VALUE;
    private long notBefore = NEVER;
    private long renewedAt = NEVER;
    private int claimsSinceRecord;
    private InstallationState state = InstallationState.ACTIVE;
    private long failingSince = NEVER;
    private FailureCause lastFailure;
    private Optional<String> suspicion = Optional.empty();
    private long suspicionSince;

    Ledger(LongSupplier clock, Duration settle, Lapse lapse) {
        this.clock = clock;
        this.settle = settle.toNanos();
        this.lapse = lapse;
    }

    /** As it is now: what a standby has that hears of nothing later. */
    Ledger copy() {
        Ledger copy = new Ledger(clock, Duration.ofNanos(settle), lapse);
        pairs.forEach(pair -> copy.pairs.add(pair.copy()));
        copy.current = copy.pairs.get(pairs.indexOf(current));
        copy.version = version;
        copy.fence = fence;
        copy.owner = owner;
        copy.leaseUntil = leaseUntil;
        copy.attempt = attempt;
        copy.nextDue = nextDue;
        copy.notBefore = notBefore;
        copy.renewedAt = renewedAt;
        copy.claimsSinceRecord = claimsSinceRecord;
        copy.state = state;
        copy.failingSince = failingSince;
        copy.lastFailure = lastFailure;
        copy.suspicion = suspicion;
        copy.suspicionSince = suspicionSince;
        return copy;
    }

    void enrol(LedgerPair pair) {
        pairs.add(pair);
        current = pair;
        version = 1;
        nextDue = clock.getAsLong();
    }

    List<LedgerPair> pairs() {
        return pairs;
    }

    InstallationState state() {
        return state;
    }

    boolean serves() {
        return current.expires > clock.getAsLong();
    }

    long version() {
        return version;
    }

    /** Whether this replica may send now. */
    boolean leasedBy(String replica) {
        return leaseUntil > clock.getAsLong() && replica.equals(owner);
    }

    Installation read() {
        long now = clock.getAsLong();
        HeldToken token = new HeldToken(
                current.id,
                current.access,
                Optional.of(new HeldToken.Expiry(
                        Instant.EPOCH.plusNanos(current.expires),
                        Duration.ofNanos(current.expires - now),
                        Universe.TOKEN_LIFE,
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
                Confirmation.NONE,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    private Optional<Failing> failing(long now) {
        return failingSince == NEVER
                ? Optional.empty()
                : Optional.of(new Failing(
                        Instant.EPOCH.plusNanos(failingSince), Duration.ofNanos(now - failingSince), lastFailure));
    }

    private long youngUntil() {
        return renewedAt == NEVER || lapse == Lapse.RULE_6_NOTHING_SETTLES ? NEVER : renewedAt + settle;
    }

    private Duration until(long moment) {
        return Duration.ofNanos(Math.max(0, moment == NEVER ? 0 : moment - clock.getAsLong()));
    }

    /** Whether a lease was given. */
    boolean claim(Claim claim, UUID newAttempt) {
        long now = clock.getAsLong();
        boolean free = leaseUntil <= now || lapse == Lapse.RULE_13_ANYBODY_CLAIMS;
        if (!free || !(claim.kind().acquisition() || mayRenew(claim))) {
            return false;
        }
        fence++;
        owner = claim.owner();
        leaseUntil = now + claim.lease().toNanos();
        nextDue = lapse == Lapse.RULE_1_CLAIM_SETS_NO_ALARM ? Long.MAX_VALUE : leaseUntil;
        attempt = newAttempt;
        claimsSinceRecord++;
        return true;
    }

    private boolean mayRenew(Claim claim) {
        long now = clock.getAsLong();
        return version == claim.seenVersion()
                && renewable()
                && youngUntil() <= now
                && (claim.canary() || notBefore <= now);
    }

    private boolean renewable() {
        return state == InstallationState.ACTIVE || state == InstallationState.SUSPENDED;
    }

    long fence() {
        return fence;
    }

    Optional<Candidate> firstCandidate() {
        return presentable().filter(this::oldEnough).min(order()).map(this::show);
    }

    Step afterRefusal(long heldFence, UUID heldAttempt, UUID refused, Duration lease) {
        if (!extend(heldFence, heldAttempt, lease)) {
            return new Step.Overtaken();
        }
        pairs.stream().filter(pair -> pair.id.equals(refused)).forEach(pair -> pair.refusedBy = attempt);
        List<LedgerPair> others = presentable().toList();
        return others.stream()
                .filter(this::oldEnough)
                .min(order())
                .<Step>map(pair -> new Step.Next(show(pair)))
                .orElseGet(() -> others.isEmpty() ? new Step.Exhausted() : new Step.TooYoung());
    }

    boolean extend(long heldFence, UUID heldAttempt, Duration lease) {
        boolean ours = holds(heldFence, heldAttempt);
        if (ours) {
            leaseUntil = clock.getAsLong() + lease.toNanos();
            nextDue = leaseUntil;
        }
        return ours;
    }

    private boolean holds(long heldFence, UUID heldAttempt) {
        return lapse == Lapse.RULE_21_NO_FENCE || fence == heldFence && heldAttempt.equals(attempt);
    }

    private Stream<LedgerPair> presentable() {
        long now = clock.getAsLong();
        return pairs.stream()
                .filter(pair -> pair.refreshExpires > now || pair == current)
                .filter(pair -> attempt == null || !attempt.equals(pair.refusedBy));
    }

    private boolean oldEnough(LedgerPair pair) {
        return !pair.renewal || lapse == Lapse.RULE_6_NOTHING_SETTLES || pair.receivedAt <= clock.getAsLong() - settle;
    }

    private Comparator<LedgerPair> order() {
        return Comparator.<LedgerPair, Boolean>comparing(pair -> pair != current)
                .thenComparing(pair -> -pair.receivedAt)
                .thenComparing(pair -> -pairs.indexOf(pair));
    }

    private Candidate show(LedgerPair pair) {
        pair.show(clock.getAsLong());
        return new Candidate(pair.id, pair.refresh, pair.sends > 1);
    }

    Recorded record(long heldFence, UUID heldAttempt, Claim claim, ReceivedPair received, long elapsed) {
        LedgerPair pair = known(received.pairId()).orElseGet(() -> insert(claim.kind(), received, elapsed));
        if (holds(heldFence, heldAttempt)) {
            point(pair, claim, received);
        } else {
            wake(pair);
        }
        return current == pair ? new Recorded.Current(read()) : new Recorded.InLedger(read());
    }

    void restore(Claim claim, ReceivedPair received, long elapsed) {
        wake(known(received.pairId()).orElseGet(() -> insert(claim.kind(), received, elapsed)));
    }

    private void wake(LedgerPair pair) {
        if (current == pair || lapse == Lapse.RULE_3_NOBODY_IS_WOKEN) {
            return;
        }
        nextDue = Math.min(nextDue, clock.getAsLong());
        claimsSinceRecord++;
        if (state == InstallationState.REAUTHORIZATION_REQUIRED) {
            state = InstallationState.ACTIVE;
        }
    }

    private Optional<LedgerPair> known(UUID id) {
        return pairs.stream().filter(pair -> pair.id.equals(id)).findAny();
    }

    private LedgerPair insert(Claim.Kind kind, ReceivedPair received, long elapsed) {
        Optional<LedgerPair> parent = received.parent().flatMap(this::known);
        LedgerPair pair = LedgerPair.of(received, parent, clock.getAsLong(), elapsed);
        pair.renewal = kind == Claim.Kind.RENEWAL;
        pair.sends = pair.renewal ? 0 : 1;
        if (!pair.renewal && lapse == Lapse.RULE_26_IMPORT_CLEARS_THE_LEDGER) {
            pairs.clear();
        }
        pairs.add(pair);
        return pair;
    }

    private void point(LedgerPair pair, Claim claim, ReceivedPair received) {
        long now = clock.getAsLong();
        boolean unconfirmed = claimsSinceRecord > 1 || received.resent();
        nextDue = unconfirmed
                ? Math.min(pair.renewAt, now + received.confirmAfter().toNanos())
                : pair.renewAt;
        current = pair;
        version = Math.max(version, claim.knownVersion()) + 1;
        state = InstallationState.ACTIVE;
        renewedAt = pair.renewal ? now : NEVER;
        leaseUntil = NEVER;
        attempt = null;
        notBefore = NEVER;
        claimsSinceRecord = 0;
        failingSince = NEVER;
        suspicion = Optional.empty();
    }

    boolean settle(long heldFence, UUID heldAttempt, Settlement settlement) {
        if (!holds(heldFence, heldAttempt)) {
            return false;
        }
        long now = clock.getAsLong();
        boolean keepLease = settlement.keepLease() && lapse != Lapse.RULE_28_LEASE_ENDS_WITH_THE_TIME_OUT;
        settlement.unsent().flatMap(this::known).ifPresent(this::neverShown);
        notBefore = now + settlement.retryIn().toNanos();
        if (keepLease) {
            notBefore = Math.max(notBefore, leaseUntil + AFTER_A_TIME_OUT);
        }
        nextDue = notBefore;
        settlement.failure().ifPresent(cause -> {
            failingSince = failingSince == NEVER ? now : failingSince;
            lastFailure = cause;
        });
        believe(settlement.suspicion(), now);
        if (!keepLease) {
            leaseUntil = NEVER;
            attempt = null;
        }
        return true;
    }

    private void neverShown(LedgerPair pair) {
        claimsSinceRecord--;
        pair.neverShown();
    }

    private void believe(Optional<Suspicion> suspected, long now) {
        Optional<String> reason = suspected.map(Suspicion::reason);
        boolean before = reason.isPresent() && reason.equals(suspicion);
        boolean believed = suspected
                .filter(why ->
                        before && suspicionSince <= now - why.believedAfter().toNanos())
                .isPresent();
        if (believed && presentable().findAny().isEmpty()) {
            state = InstallationState.REAUTHORIZATION_REQUIRED;
        }
        suspicionSince = before ? suspicionSince : now;
        suspicion = reason;
    }

    void prune(UUID proven) {
        if (lapse == Lapse.RULE_5_PRUNES_MORE_THAN_ANCESTORS) {
            pairs.removeIf(pair -> pair != current);
            return;
        }
        Optional<UUID> ancestor = parentOf(proven);
        while (ancestor.isPresent()) {
            UUID gone = ancestor.get();
            ancestor = parentOf(gone);
            pairs.removeIf(pair -> pair.id.equals(gone) && pair != current);
        }
    }

    private Optional<UUID> parentOf(UUID id) {
        return known(id).flatMap(pair -> Optional.ofNullable(pair.parent));
    }

    boolean due() {
        long now = clock.getAsLong();
        return nextDue <= now && leaseUntil <= now && notBefore <= now && youngUntil() <= now && renewable();
    }

    /** Whether an app-wide canary may be this installation. */
    boolean fitForCanary() {
        long now = clock.getAsLong();
        return leaseUntil <= now && youngUntil() <= now && renewable();
    }

    void release() {
        if (lastFailure == FailureCause.APP_CREDENTIALS_REJECTED && notBefore > clock.getAsLong()) {
            notBefore = NEVER;
            nextDue = Math.min(nextDue, clock.getAsLong());
        }
    }
}
