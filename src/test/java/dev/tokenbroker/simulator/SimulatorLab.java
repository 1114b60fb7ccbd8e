package dev.tokenbroker.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A simulator with one app on one shop, and a client that speaks to it over the loopback interface. */
final class SimulatorLab implements BeforeEachCallback, AfterEachCallback {
    static final String SECRET = "sim-secret-one";
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T10:00:00Z"));
    Vertx vertx;
    ShopifySimulator sim;
    SimulatedApp app;
    SimulatedShop shop;

    @Override
    public void beforeEach(ExtensionContext context) {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        sim = ShopifySimulator.start(vertx, clock);
        app = sim.app("sim-client", SECRET);
        shop = sim.shop("acme.myshopify.com").install(app, "read_products,write_orders");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        sim.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A form call of the token endpoint with the app's credentials; the given parameters come on top. */
    TokenAnswer token(String... namesAndValues) {
        return join(tokenAsync(namesAndValues));
    }

    CompletableFuture<TokenAnswer> tokenAsync(String... namesAndValues) {
        return send(request(shop, credentials(namesAndValues)));
    }

    TokenAnswer tokenAt(SimulatedShop at, String... namesAndValues) {
        return join(send(request(at, credentials(namesAndValues))));
    }

    TokenAnswer refresh(String refreshToken) {
        return join(refreshAsync(refreshToken));
    }

    CompletableFuture<TokenAnswer> refreshAsync(String refreshToken) {
        return tokenAsync("grant_type", "refresh_token", "refresh_token", refreshToken);
    }

    TokenAnswer graphql(String accessToken, String query) {
        return send(admin(shop, "POST", "/admin/api/2026-10/graphql.json", accessToken, query));
    }

    TokenAnswer probe(String accessToken) {
        return graphql(accessToken, "{ shop { id myshopifyDomain } }");
    }

    HttpRequest admin(SimulatedShop at, String method, String path, String accessToken, String query) {
        String body = new JsonObject().put("query", query).encode();
        return HttpRequest.newBuilder(URI.create(sim.url(at) + path))
                .timeout(PATIENCE)
                .header("X-Shopify-Access-Token", accessToken)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    TokenAnswer send(HttpRequest request) {
        return join(sendAsync(request));
    }

    CompletableFuture<TokenAnswer> sendAsync(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(TokenAnswer::new);
    }

    private CompletableFuture<TokenAnswer> send(HttpRequest.Builder request) {
        return sendAsync(request.build());
    }

    HttpRequest.Builder request(SimulatedShop at, Map<String, String> parameters) {
        return HttpRequest.newBuilder(URI.create(sim.url(at) + "/admin/oauth/access_token"))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(parameters)));
    }

    Map<String, String> credentials(String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", app.clientId());
        parameters.put("client_secret", SECRET);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }
}
