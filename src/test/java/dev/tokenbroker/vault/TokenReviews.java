package dev.tokenbroker.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** As much of a cluster's API as a Vault asks: it vouches for whatever token it is shown. */
final class TokenReviews implements AutoCloseable {
    private final HttpServer server;

    TokenReviews() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", TokenReviews::review);
            server.start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void review(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String account = "system:serviceaccount:" + ServiceAccountToken.NAMESPACE + ":" + ServiceAccountToken.NAME;
        JsonObject status = new JsonObject()
                .put("authenticated", true)
                .put(
                        "user",
                        new JsonObject()
                                .put("username", account)
                                .put("uid", "sim-uid")
                                .put("groups", new JsonArray().add("system:serviceaccounts")))
                .put("audiences", new JsonArray().add(ServiceAccountToken.AUDIENCE));
        byte[] body = new JsonObject()
                .put("apiVersion", "authentication.k8s.io/v1")
                .put("kind", "TokenReview")
                .put("status", status)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(201, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
