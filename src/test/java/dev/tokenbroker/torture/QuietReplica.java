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
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.PairIds;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenEndpoint;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** A replica's real ports in {@link QuietTime}, and how often it called Shopify. */
record QuietReplica(
        QuietTime time,
        PostgresPorts postgres,
        TokenEndpoint shopify,
        KeyService keys,
        RandomGenerator random,
        AtomicInteger calls)
        implements Engine.Ports {
    private static final int CONNECTIONS = 4;

    static QuietReplica of(
            Vertx vertx, QuietTime time, Map<String, String> world, RefreshSettings settings, long seed) {
        return new QuietReplica(
                time,
                PostgresPorts.over(
                        vertx,
                        world.get("broker.database.url"),
                        world.get("broker.database.username"),
                        time,
                        settings,
                        CONNECTIONS),
                ShopifyPorts.endpoint(vertx, world.get("broker.shopify.url"), EngineParts.CALL_TIMEOUT, time),
                time.asking(
                        KeyService.class,
                        LocalKeyService.of(Path.of(world.get("broker.keys.local.file")), new SecureRandom())),
                new Random(seed),
                new AtomicInteger());
    }

    @Override
    public InstallationStore store() {
        return time.asking(InstallationStore.class, postgres.store());
    }

    @Override
    public DueInstallations due() {
        return time.asking(DueInstallations.class, postgres.due());
    }

    @Override
    public DatabaseHistory history() {
        return postgres.history();
    }

    @Override
    public AppBreakers breakers() {
        return time.asking(AppBreakers.class, postgres.breakers());
    }

    @Override
    public FleetKeys fleetKeys() {
        return time.asking(FleetKeys.class, postgres.fleetKeys());
    }

    @Override
    public TokenEndpoint endpoint() {
        return (request, late) -> {
            calls.incrementAndGet();
            return shopify.send(request, late);
        };
    }

    @Override
    public Timers timers() {
        return time;
    }

    @Override
    public Ticker ticker() {
        return time;
    }

    @Override
    public PairIds ids() {
        return UUID::randomUUID;
    }
}
