package dev.tokenbroker.proof;

import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.secret.SecretString;
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
    private static final Duration TROUBLE = Duration.ofMinutes(4);
    private static final Duration QUIET = Duration.ofMinutes(8);
    private static final TokenCipher CIPHER = new TokenCipher(new SecureRandom());

    private final Schedule schedule;
    private final Provider provider;
    private final Ledger ledger;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private boolean troubled = true;
    private boolean databaseAway;
    private int kills;
    private int calls;
    private int inFlight;
    private int lostAnswers;

    /** What came of it. */
    record Verdict(
            boolean lost,
            boolean falselyDead,
            List<String> violations,
            int kills,
            int calls,
            int rotations,
            int lostAnswers) {
        boolean fine() {
            return !lost && !falselyDead && violations.isEmpty();
        }
    }

    private Universe(long seed, Provider.Mode mode) {
        schedule = new Schedule(seed);
        provider = new Provider(mode);
        ledger = new Ledger(schedule::nanos, settings().settle());
    }

    static Verdict run(long seed, Provider.Mode mode) {
        Universe universe = new Universe(seed, mode);
        universe.begin();
        universe.schedule.runUntil(TROUBLE);
        universe.troubled = false;
        universe.databaseAway = false;
        universe.schedule.runUntil(TROUBLE.plus(QUIET));
        return universe.verdict();
    }

    private void begin() {
        ledger.enrol(sealed(provider.first()));
        for (String name : List.of("one", "two", "three")) {
            Duration offset = Duration.ofHours(schedule.random().nextInt(5) - 2L);
            replicas.add(new Replica(this, name, offset));
        }
        schedule.after(schedule.upTo(Duration.ofSeconds(2)), this::readSometimes);
        schedule.after(schedule.upTo(Duration.ofSeconds(10)), this::killSometimes);
        schedule.after(schedule.upTo(Duration.ofSeconds(120)), this::takeDatabaseAway);
    }

    private Ledger.Pair sealed(Provider.Pair tokens) {
        Ledger.Pair pair = new Ledger.Pair();
        pair.id = new UUID(3, 3);
        pair.access = seal(tokens.accessToken(), Kind.ACCESS_TOKEN, pair.id);
        pair.refresh = seal(tokens.refreshToken(), Kind.REFRESH_TOKEN, pair.id);
        pair.refreshExpires = Duration.ofDays(90).toNanos();
        return pair;
    }

    private byte[] seal(String token, Kind kind, UUID pairId) {
        return CIPHER.seal(SecretString.of(token), Replica.key(), ledgerContext(), kind, pairId);
    }

    private static dev.tokenbroker.token.KeyContext ledgerContext() {
        return dev.tokenbroker.token.KeyContext.ofInstallation(Ledger.KEY.app(), new UUID(1, 1));
    }

    private void readSometimes() {
        replicas.get(schedule.random().nextInt(replicas.size())).read();
        schedule.after(schedule.upTo(Duration.ofSeconds(20)), this::readSometimes);
    }

    private void killSometimes() {
        if (troubled) {
            kills++;
            replicas.get(schedule.random().nextInt(replicas.size()))
                    .killAndRestart(schedule.upTo(Duration.ofSeconds(15)));
            schedule.after(schedule.upTo(Duration.ofSeconds(25)), this::killSometimes);
        }
    }

    private void takeDatabaseAway() {
        if (troubled) {
            databaseAway = true;
            schedule.after(schedule.upTo(Duration.ofSeconds(50)), () -> databaseAway = false);
        }
    }

    Schedule schedule() {
        return schedule;
    }

    Provider provider() {
        return provider;
    }

    Ledger ledger() {
        return ledger;
    }

    boolean troubled(double probability) {
        return troubled && schedule.chance(probability);
    }

    boolean databaseIsAway() {
        return databaseAway;
    }

    /** I4: what is sent is sent under a valid lease, and by who holds it. */
    void sent(String owner) {
        calls++;
        if (ledger.leaseUntil <= schedule.nanos() || !owner.equals(ledger.owner)) {
            violations.add("sent without a lease at " + Duration.ofNanos(schedule.nanos()));
        }
    }

    void answered() {
        inFlight--;
    }

    void unheard(Optional<Provider.Pair> pair) {
        lostAnswers += pair.isPresent() ? 1 : 0;
    }

    RefreshSettings settings() {
        return new ProofSettings();
    }

    private Verdict verdict() {
        boolean alive = ledger.pairs.stream()
                .map(pair -> CIPHER.open(pair.refresh, Replica.key(), ledgerContext(), Kind.REFRESH_TOKEN, pair.id))
                .flatMap(Optional::stream)
                .anyMatch(token -> provider.acceptable(token.reveal()));
        boolean dead = ledger.state == InstallationState.REAUTHORIZATION_REQUIRED;
        boolean serving = ledger.current.expires > schedule.nanos();
        return new Verdict(
                !alive,
                dead && alive || alive && !serving,
                violations,
                kills,
                calls,
                provider.rotations(),
                lostAnswers);
    }

    private static final class ProofSettings implements RefreshSettings {
        @Override
        public double at() {
            return 0.5;
        }

        @Override
        public double jitter() {
            return 0.1;
        }

        @Override
        public Duration floor() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration keepWarm() {
            return Duration.ofHours(24);
        }

        @Override
        public Duration keepAliveAfter() {
            return Duration.ofDays(21);
        }

        @Override
        public int perSecond() {
            return 20;
        }

        @Override
        public Duration sweepEvery() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration settle() {
            return Duration.ofSeconds(10);
        }
    }
}
