package dev.tokenbroker.http;

import dev.tokenbroker.world.CallerTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** An issuer with its JWKS file, a callers' file, and the settings that a start wants. */
public class EdgeWorld implements QuarkusTestResourceLifecycleManager {
    public static final String ISSUER = "https://issuer.sim.test";
    public static final String AUDIENCE = "shopify-token-broker";

    private final CallerTokens tokens = CallerTokens.generate(ISSUER, Clock.systemUTC());
    private Path callers;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("edge-world");
            callers = Files.writeString(directory.resolve("callers.properties"), """
                    broker.callers.followed.subject=followed
                    broker.callers.followed.permissions=operate
                    """);
            return settings(tokens.writeJwks(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings(Path jwks) {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("mp.jwt.verify.publickey.location", jwks.toUri().toString());
        settings.put("mp.jwt.verify.issuer", ISSUER);
        settings.put("broker.apps.default.client-id", "sim-client");
        settings.put("broker.apps.default.client-secret", "sim-secret-1");
        settings.put("broker.database.url", "postgresql://127.0.0.1:1/sim");
        settings.put("broker.database.username", "sim");
        settings.put("broker.keys.provider", "local");
        settings.put("broker.keys.local.file", jwks.resolveSibling("sim-keys").toString());
        settings.put("broker.callers.orders.subject", "orders");
        settings.put("broker.callers.orders.permissions", "read-tokens");
        settings.put("broker.callers.orders.shops", "*");
        settings.put("broker.callers.idle.subject", "idle");
        settings.put("broker.callers-file", callers.toString());
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:1/sim");
        settings.put("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:1/sim");
        // as an operator at his wits' end would set it
        settings.put("quarkus.log.level", "TRACE");
        settings.put("quarkus.log.category.\"io.quarkus.smallrye.jwt\".level", "TRACE");
        settings.put("quarkus.log.category.\"io.smallrye.jwt\".level", "TRACE");
        settings.put("quarkus.log.category.\"org.jose4j\".level", "TRACE");
        settings.put("quarkus.log.console.level", "INFO");
        return settings;
    }

    /** The port that the broker took. */
    static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(tokens, new TestInjector.MatchesType(CallerTokens.class));
        injector.injectIntoFields(callers, new TestInjector.MatchesType(Path.class));
    }

    @Override
    public void stop() {}
}
