package dev.tokenbroker.world;

import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SimulatedShop;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Talks to a broker as services do: real HTTP, a real JWT. */
public final class BrokerClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger SHOPS = new AtomicInteger();

    private final HttpClient http = HttpClient.newHttpClient();
    private final DevelopmentWorld world;
    private final String base;
    private final String token;

    public BrokerClient(DevelopmentWorld world, URI base) {
        this(world, base, DevelopmentWorld.CALLER);
    }

    /** @param subject whom the JWT names */
    public BrokerClient(DevelopmentWorld world, URI base, String subject) {
        this.world = world;
        this.base = base.toString().replaceAll("/$", "");
        this.token = world.callers().mint(subject, "shopify-token-broker", Duration.ofHours(12));
    }

    public record Answer(int status, JsonObject body, HttpResponse<String> response) {
        public String text(String member) {
            return body.getString(member);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    /** A shop that nobody used before, with the app installed. */
    public SimulatedShop newShop() {
        return world.shopify()
                .shop("shop-" + SHOPS.incrementAndGet() + ".myshopify.com")
                .install(world.app(), DevelopmentWorld.SCOPES);
    }

    /** Enrols an expiring grant whose access token still lives so many seconds. */
    public IssuedPair enrol(SimulatedShop shop, int expiresIn) {
        IssuedPair pair = shop.issueExpiring(world.app());
        Answer answer = put(shop.domain(), expiring(pair, expiresIn));
        if (answer.status() != 201) {
            throw new AssertionError("enrolled with " + answer.status() + " " + answer.body());
        }
        return pair;
    }

    public static JsonObject expiring(IssuedPair pair, int expiresIn) {
        return new JsonObject()
                .put("grant", "expiring")
                .put("access_token", pair.accessToken())
                .put("refresh_token", pair.refreshToken())
                .put("expires_in", expiresIn)
                .put("refresh_token_expires_in", 7_776_000)
                .put("scope", DevelopmentWorld.SCOPES);
    }

    public Answer read(String shop) {
        return get("/v1/shops/" + shop + "/access-token");
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    public Answer put(String shop, JsonObject body) {
        return send(json("/v1/shops/" + shop)
                .PUT(BodyPublishers.ofString(body.encode()))
                .build());
    }

    public Answer post(String path, JsonObject body) {
        return send(json(path).POST(BodyPublishers.ofString(body.encode())).build());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE().build());
    }

    public CompletableFuture<Answer> readLater(String shop) {
        return http.sendAsync(
                        request("/v1/shops/" + shop + "/access-token").GET().build(), BodyHandlers.ofString())
                .thenApply(BrokerClient::answer);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE);
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    public Answer send(HttpRequest request) {
        try {
            return answer(http.send(request, BodyHandlers.ofString()));
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("no answer", broken);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        boolean json =
                response.headers().firstValue("Content-Type").orElse("").matches("application/(problem\\+)?json.*");
        return new Answer(response.statusCode(), json ? new JsonObject(response.body()) : new JsonObject(), response);
    }
}
