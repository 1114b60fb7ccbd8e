package dev.tokenbroker.proof;

import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.DefaultRefresh;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.TokenCipher;
import dev.tokenbroker.token.TokenCipher.Kind;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One installation, its replicas, its database and its provider, under one seed: some minutes of trouble, then quiet. */
final class Universe {
    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    static final Duration TOKEN_LIFE = Duration.ofSeconds(120);
    private static final Duration GLANCE = Duration.ofSeconds(10);
    /** Longer than an installation is left alone whose app was refused. */
    private static final Duration LONGEST_QUIET = Duration.ofMinutes(20);

    private static final TokenCipher CIPHER = new TokenCipher(new SecureRandom());
    private static final KeyContext CONTEXT = KeyContext.ofInstallation(Ledger.KEY.app(), Ledger.ID);
    private static final RefreshSettings SETTINGS = new DefaultRefresh(
            0.5,
            0.1,
            Duration.ofSeconds(5),
            Duration.ofHours(24),
            Duration.ofDays(21),
            20,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));

    private final Schedule schedule;
    private final Provider provider;
    private final Breaker breaker;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Troubles troubles;
    private Ledger ledger;
    private int failovers;
    private int kills;
    private int calls;
    private int worked;
    private int renewals;
    private long acquiredAt = Long.MIN_VALUE;

    /** A failover takes leases with it that somebody still trusts in. */
    private long leasesLostUntil = Long.MIN_VALUE;

    private Universe(long seed, Provider.Mode mode, Lapse lapse) {
        schedule = new Schedule(seed);
        provider = new Provider(mode, schedule::nanos);
        breaker = new Breaker(schedule::nanos);
        ledger = new Ledger(schedule::nanos, SETTINGS.settle(), lapse);
        ledger.enrol(sealed(provider.acquire()));
        for (String name : List.of("one", "two", "three")) {
            replicas.add(
                    new Replica(this, name, Duration.ofHours(schedule.random().nextInt(5) - 2L)));
        }
        troubles = new Troubles(this);
    }

    static Verdict run(long seed, Provider.Mode mode) {
        return run(seed, mode, Lapse.NONE);
    }

    static Verdict run(long seed, Provider.Mode mode, Lapse lapse) {
        Universe universe = new Universe(seed, mode, lapse);
        universe.troubles.begin();
        universe.schedule.runUntil(Troubles.LAST);
        universe.troubles.end();
        universe.waitUntilHealed();
        return universe.verdict();
    }

    /** Two renewals are recorded, the second of a pair that is nobody's second try. */
    private void waitUntilHealed() {
        int before = renewals;
        Duration end = Troubles.LAST.plus(LONGEST_QUIET);
        while ((renewals < before + 2 || !ledger.serves()) && schedule.nanos() < end.toNanos()) {
            schedule.runUntil(Duration.ofNanos(schedule.nanos()).plus(GLANCE));
        }
    }

    private LedgerPair sealed(Provider.Pair tokens) {
        UUID id = new UUID(3, 3);
        return new LedgerPair(
                id,
                null,
                seal(tokens.accessToken(), Kind.ACCESS_TOKEN, id),
                seal(tokens.refreshToken(), Kind.REFRESH_TOKEN, id));
    }

    private static byte[] seal(String token, Kind kind, UUID pairId) {
        return CIPHER.seal(SecretString.of(token), Replica.key(), CONTEXT, kind, pairId);
    }

    Schedule schedule() {
        return schedule;
    }

    Provider provider() {
        return provider;
    }

    Breaker breaker() {
        return breaker;
    }

    Ledger ledger() {
        return ledger;
    }

    Replica anyReplica() {
        return replicas.get(schedule.random().nextInt(replicas.size()));
    }

    boolean forgiving() {
        return provider.mode().forgiving();
    }

    RefreshSettings settings() {
        return SETTINGS;
    }

    boolean troubled(double probability) {
        return troubles.happens(probability);
    }

    boolean databaseIsAway() {
        return troubles.databaseIsAway();
    }

    boolean appIsRefused() {
        return troubles.appIsRefused();
    }

    /** Names the primary; commits on their way to the one before are lost. */
    String history() {
        return "history " + failovers;
    }

    /** A standby takes over that has what the primary had then; acquisitions wait for it, so none of them is missing. */
    void failOverTo(Ledger standby, long asOf) {
        failovers++;
        if (acquiredAt < asOf) {
            ledger = standby;
            leasesLostUntil = schedule.nanos() + LEASE.toNanos();
        }
    }

    void killed() {
        kills++;
    }

    /** I4: what is sent is sent under a valid lease, by who holds it, and by nobody else meanwhile. */
    void sent(String owner) {
        calls++;
        if (schedule.nanos() < leasesLostUntil) {
            return;
        }
        if (!ledger.leasedBy(owner)) {
            violate("sent without a lease");
        }
        if (worked > 0) {
            violate("sent while the provider works on an earlier request");
        }
    }

    void workedOn() {
        worked++;
    }

    void workDone() {
        worked--;
    }

    private void violate(String what) {
        violations.add(what + " at " + Duration.ofNanos(schedule.nanos()));
    }

    void recorded(Claim.Kind kind) {
        if (kind.acquisition()) {
            acquiredAt = schedule.nanos();
        } else {
            renewals++;
        }
    }

    private Verdict verdict() {
        List<String> held = ledger.pairs().stream()
                .map(pair -> CIPHER.open(pair.refresh, Replica.key(), CONTEXT, Kind.REFRESH_TOKEN, pair.id))
                .flatMap(Optional::stream)
                .map(SecretString::reveal)
                .toList();
        boolean alive = held.stream().anyMatch(provider::acceptable);
        boolean dead = ledger.state() == InstallationState.REAUTHORIZATION_REQUIRED;
        if (alive && !dead && !ledger.serves()) {
            violations.add("a living grant is not served");
        }
        if (!alive && !dead) {
            violations.add("a dead grant is not called dead");
        }
        return new Verdict(
                !alive && (forgiving() || provider.heardOfAll(held)),
                !alive,
                dead && alive,
                List.copyOf(violations),
                kills,
                calls,
                provider.rotations());
    }

    /**
     * What came of it.
     *
     * @param lost no refresh token is left, and it is not the provider's doing
     * @param ended no refresh token is left
     */
    record Verdict(
            boolean lost,
            boolean ended,
            boolean falselyDead,
            List<String> violations,
            int kills,
            int calls,
            int rotations) {
        boolean fine() {
            return !lost && !falselyDead && violations.isEmpty();
        }
    }
}
