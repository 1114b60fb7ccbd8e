package dev.tokenbroker.proof;

import dev.tokenbroker.broker.Engine;
import dev.tokenbroker.broker.Timers;
import dev.tokenbroker.installation.AppBreakers;
import dev.tokenbroker.installation.DatabaseHistory;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.FleetKeys;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.PairIds;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenEndpoint;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A process with a renewal engine in it, which can be killed at any event and started again. */
final class Replica implements Engine.Ports {
    private static final DataKey KEY = new DataKey(new byte[DataKey.BYTES]);

    private final Universe universe;
    private final String name;
    private final long clockOffset;
    private Life life;
    private Engine engine;
    private DatabaseClient database;

    Replica(Universe universe, String name, Duration clockOffset) {
        this.universe = universe;
        this.name = name;
        this.clockOffset = clockOffset.toNanos();
        start();
    }

    private void start() {
        life = new Life(universe.schedule());
        database = new DatabaseClient(universe, life, ticker());
        engine = new Engine(this, name, universe.settings(), Universe.LEASE, Universe.CALL_TIMEOUT);
        repeat(life, universe.settings().sweepEvery(), engine::sweep);
        repeat(life, universe.settings().sweepEvery(), engine::watch);
    }

    void killAndRestart(Duration pause) {
        life.kill();
        universe.schedule().after(pause, this::start);
    }

    void stop(Duration pause) {
        life.stop(pause);
    }

    /** As a reader who finds the token expired, or soon to be. */
    void read() {
        if (!life.over()) {
            database.find(Ledger.KEY)
                    .flatMap(row -> engine.renew(row.orElseThrow()))
                    .subscribe()
                    .with(done -> {}, failure -> {});
        }
    }

    /** A caller hands over a pair that somebody acquired, again and again until he is told that it is taken over. */
    void handOver(Provider.Pair pair, Runnable takenOver) {
        if (!life.over()) {
            database.find(Ledger.KEY)
                    .flatMap(row -> engine.takeOver(row.orElseThrow(), pair.accessToken(), pair.refreshToken()))
                    .subscribe()
                    .with(taken -> taken.ifPresent(recorded -> takenOver.run()), failure -> {});
        }
    }

    private void repeat(Life mine, Duration every, Supplier<Uni<Void>> work) {
        universe.schedule().after(every, mine.guard(() -> {
            work.get().subscribe().with(done -> {}, failure -> {});
            repeat(mine, every, work);
        }));
    }

    @Override
    public InstallationStore store() {
        return database;
    }

    @Override
    public DueInstallations due() {
        return database;
    }

    @Override
    public DatabaseHistory history() {
        return database.history();
    }

    @Override
    public TokenEndpoint endpoint() {
        return new ProviderClient(universe, life, name);
    }

    @Override
    public Timers timers() {
        return universe.schedule().timers(life);
    }

    @Override
    public Ticker ticker() {
        return () -> universe.schedule().nanos() + clockOffset;
    }

    @Override
    public RandomGenerator random() {
        return universe.schedule().random();
    }

    @Override
    public PairIds ids() {
        return universe.schedule()::uuid;
    }

    @Override
    public AppBreakers breakers() {
        return database.breakers();
    }

    @Override
    public FleetKeys fleetKeys() {
        return new FleetKeys() {
            @Override
            public Uni<Optional<byte[]>> find(String purpose) {
                return Uni.createFrom().item(Optional.of(new byte[0]));
            }

            @Override
            public Uni<byte[]> putIfAbsent(String purpose, byte[] wrapped) {
                return Uni.createFrom().item(wrapped);
            }
        };
    }

    @Override
    public KeyService keys() {
        return new KeyService() {
            @Override
            public Uni<NewDataKey> create(KeyContext context) {
                return Uni.createFrom().item(new NewDataKey(KEY, new byte[0]));
            }

            @Override
            public Uni<DataKey> unwrap(KeyContext context, byte[] wrapped) {
                return Uni.createFrom().item(KEY);
            }

            @Override
            public Uni<byte[]> rewrap(KeyContext context, byte[] wrapped) {
                return Uni.createFrom().item(wrapped);
            }

            @Override
            public Uni<byte[]> wrap(KeyContext context, DataKey key) {
                return Uni.createFrom().item(new byte[0]);
            }

            @Override
            public boolean up() {
                return true;
            }
        };
    }

    static DataKey key() {
        return KEY;
    }
}
