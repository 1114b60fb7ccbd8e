package dev.tokenbroker.world;

import dev.tokenbroker.simulator.ShopifySimulator;
import dev.tokenbroker.simulator.SimulatedApp;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything around a broker that is not the broker, and the settings with which it finds it. */
public final class DevelopmentWorld implements AutoCloseable {
    public static final String CLIENT_ID = "sim-client-id";
    public static final String CLIENT_SECRET = "sim-client-secret";
    public static final String SCOPES = "read_products,write_orders";
    public static final String CALLER = "developer";

    private final Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedDatabase database;
    private final ShopifySimulator shopify;
    private final CallerTokens callers;

    private DevelopmentWorld(Path directory, Clock clock) {
        this.directory = directory;
        this.database = EmbeddedDatabase.start(directory.resolve("postgres"));
        this.shopify = ShopifySimulator.start(vertx, clock);
        this.callers = CallerTokens.generate("https://sim-issuer.invalid", clock);
        callers.writeJwks(directory);
        app();
    }

    /** @param directory is made, and may be deleted afterwards */
    public static DevelopmentWorld start(Path directory, Clock clock) {
        // Netty asks once in a process whether anybody extends it, and the world's own servers come first
        System.setProperty("io.netty.bootstrap.extensions", "serviceload");
        return new DevelopmentWorld(directory.toAbsolutePath(), clock);
    }

    public ShopifySimulator shopify() {
        return shopify;
    }

    public EmbeddedDatabase database() {
        return database;
    }

    public CallerTokens callers() {
        return callers;
    }

    /** The app that the broker is configured for. */
    public SimulatedApp app() {
        return shopify.app(CLIENT_ID, CLIENT_SECRET);
    }

    /** A JWT of the one caller, who may do everything. */
    public String callerToken(Duration life) {
        return callers.mint(CALLER, "shopify-token-broker", life);
    }

    /** Settings that make a broker live here. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("broker.apps.default.client-id", CLIENT_ID);
        settings.put("broker.apps.default.client-secret", CLIENT_SECRET);
        settings.put("broker.shopify.url", shopify.url());
        settings.put("broker.shopify.insecure", "true");
        settings.put("broker.database.url", database.url());
        settings.put("broker.database.username", database.username());
        settings.put("broker.database.password", database.password());
        settings.put("broker.keys.provider", "local");
        settings.put("broker.keys.local.file", directory.resolve("sim-keys").toString());
        settings.put("broker.callers." + CALLER + ".subject", CALLER);
        settings.put("broker.callers." + CALLER + ".permissions", "read-tokens,enrol,operate");
        settings.put("broker.callers." + CALLER + ".shops", "*");
        settings.put(
                "mp.jwt.verify.publickey.location",
                directory.resolve("jwks.json").toUri().toString());
        settings.put("mp.jwt.verify.issuer", callers.issuer());
        return settings;
    }

    @Override
    public void close() {
        shopify.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        database.close();
    }
}
