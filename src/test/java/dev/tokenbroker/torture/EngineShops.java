package dev.tokenbroker.torture;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.broker.Engine;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.world.DevelopmentWorld;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** A fleet in a world of engines: every shop's pair is handed over, its access token at its end, and asked for just now. */
final class EngineShops {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private EngineShops() {}

    static List<SimulatedShop> enrol(DevelopmentWorld world, int shops) throws SQLException {
        return enrol(world, shops, Engine.APP);
    }

    static List<SimulatedShop> enrol(DevelopmentWorld world, int shops, AppName app) throws SQLException {
        Flyway.configure()
                .dataSource(
                        "jdbc:" + world.database().url(),
                        world.database().username(),
                        world.database().password())
                .load()
                .migrate();
        EngineParts parts = EngineParts.of(world.settings(), new Fuse(Optional.empty(), 0));
        Engine engine = new Engine(parts, "harness", EngineParts.SETTINGS, EngineParts.LEASE, EngineParts.CALL_TIMEOUT);
        List<SimulatedShop> living = new ArrayList<>();
        for (int i = 0; i < shops; i++) {
            SimulatedShop shop = world.shopify()
                    .shop(app.value() + "-" + i + ".myshopify.com")
                    .install(world.app(), DevelopmentWorld.SCOPES);
            living.add(shop);
            enrol(parts, engine, app, shop, shop.issueExpiring(world.app()));
        }
        Site.spreadGraceModes(living);
        keepWarm(world);
        parts.vertx().close().toCompletionStage().toCompletableFuture().join();
        return living;
    }

    private static void enrol(EngineParts parts, Engine engine, AppName app, SimulatedShop shop, IssuedPair pair) {
        InstallationKey key = new InstallationKey(app, new ShopDomain(shop.domain()));
        UUID id = UUID.randomUUID();
        parts.keys()
                .create(KeyContext.ofInstallation(key.app(), id))
                .flatMap(made -> parts.store().enrol(key, id, new DataKeyRef(UUID.randomUUID(), made.wrapped())))
                .flatMap(row -> engine.takeOver(row, pair.accessToken(), pair.refreshToken()))
                .await()
                .atMost(PATIENCE)
                .orElseThrow();
    }

    /** No reader asks here, but the sweep is to take them for asked for. */
    private static void keepWarm(DevelopmentWorld world) throws SQLException {
        try (Connection connection = world.database().connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update installation set last_asked_at = now(), next_due_at = now()");
        }
    }
}
