package dev.tokenbroker.torture;

import dev.tokenbroker.broker.Engine;
import dev.tokenbroker.broker.Timers;
import dev.tokenbroker.installation.AppBreakers;
import dev.tokenbroker.installation.DatabaseHistory;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.FleetKeys;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.localkeys.LocalKeyService;
import dev.tokenbroker.postgres.PostgresPorts;
import dev.tokenbroker.shopify.ShopifyPorts;
import dev.tokenbroker.token.DefaultRefresh;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.PairIds;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenEndpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The engine's real ports: PostgreSQL, Shopify's endpoint over HTTP, the key file; and the failpoints between. */
record EngineParts(Vertx vertx, PostgresPorts postgres, TokenEndpoint shopify, KeyService keys, Fuse fuse)
        implements Engine.Ports {
    static final Duration LEASE = Duration.ofSeconds(8);
    static final Duration CALL_TIMEOUT = Duration.ofMillis(500);
    static final RefreshSettings SETTINGS = new DefaultRefresh(
            0.5,
            0.1,
            Duration.ofSeconds(1),
            Duration.ofHours(24),
            Duration.ofDays(21),
            200,
            Duration.ofSeconds(1),
            Duration.ZERO);
    private static final int CONNECTIONS = 6;

    /** @param world the development world's settings */
    static EngineParts of(Map<String, String> world, Fuse fuse) {
        Vertx vertx = Vertx.vertx();
        return new EngineParts(
                vertx,
                PostgresPorts.over(
                        vertx,
                        world.get("broker.database.url"),
                        world.get("broker.database.username"),
                        System::nanoTime,
                        SETTINGS,
                        CONNECTIONS),
                ShopifyPorts.endpoint(vertx, world.get("broker.shopify.url"), CALL_TIMEOUT, System::nanoTime),
                LocalKeyService.of(Path.of(world.get("broker.keys.local.file")), new SecureRandom()),
                fuse);
    }

    @Override
    public InstallationStore store() {
        return new FusedStore(postgres.store(), fuse);
    }

    @Override
    public TokenEndpoint endpoint() {
        return (request, late) -> {
            Uni<TokenAnswer> sent = fuse.during(Failpoint.SEND_AFTER, shopify.send(request, late));
            return fuse.after(Failpoint.ANSWER_AFTER, fuse.before(Failpoint.SEND_BEFORE, sent));
        };
    }

    @Override
    public DueInstallations due() {
        return postgres.due();
    }

    @Override
    public DatabaseHistory history() {
        return postgres.history();
    }

    @Override
    public AppBreakers breakers() {
        return postgres.breakers();
    }

    @Override
    public FleetKeys fleetKeys() {
        return postgres.fleetKeys();
    }

    @Override
    public Timers timers() {
        return delay -> Uni.createFrom()
                .emitter(emitter -> vertx.setTimer(Math.max(1, delay.toMillis()), fired -> emitter.complete(null)));
    }

    @Override
    public Ticker ticker() {
        return System::nanoTime;
    }

    @Override
    public RandomGenerator random() {
        return RandomGenerator.getDefault();
    }

    @Override
    public PairIds ids() {
        return UUID::randomUUID;
    }
}
