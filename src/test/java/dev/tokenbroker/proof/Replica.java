package dev.tokenbroker.proof;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.broker.Engine;
import dev.tokenbroker.broker.Timers;
import dev.tokenbroker.installation.AppBreakers;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
        life = new Life();
        database = new DatabaseClient(universe, life, ticker());
        engine = new Engine(this, name, universe.settings(), Universe.LEASE, Universe.CALL_TIMEOUT);
        sweepForever(life);
    }

    void killAndRestart(Duration pause) {
        life.kill();
        universe.schedule().after(pause, this::start);
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

    private void sweepForever(Life mine) {
        universe.schedule().after(universe.settings().sweepEvery(), mine.guard(() -> {
            engine.sweep().subscribe().with(done -> {}, failure -> {});
            sweepForever(mine);
        }));
    }

    @Override
    public InstallationStore store() {
        return database;
    }

    @Override
    public DueInstallations due() {
        return database.due();
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
        return () -> new UUID(
                universe.schedule().random().nextLong(),
                universe.schedule().random().nextLong());
    }

    @Override
    public AppBreakers breakers() {
        return new AppBreakers() {
            @Override
            public Uni<Void> open(AppName app, String secretVersion) {
                return Uni.createFrom().voidItem();
            }

            @Override
            public Uni<Void> close(AppName app) {
                return Uni.createFrom().voidItem();
            }

            @Override
            public Uni<List<Open>> list() {
                return Uni.createFrom().item(List.of());
            }

            @Override
            public Uni<Boolean> takeCanary(AppName app) {
                return Uni.createFrom().item(true);
            }
        };
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
            public boolean up() {
                return true;
            }
        };
    }

    static DataKey key() {
        return KEY;
    }
}
