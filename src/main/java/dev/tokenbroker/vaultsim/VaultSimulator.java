package dev.tokenbroker.vaultsim;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A Vault on the loopback interface, unsealed and empty. Operators reach it with {@link #ROOT_TOKEN} as they would the real one. */
public final class VaultSimulator implements AutoCloseable {
    public static final String ROOT_TOKEN = "hvs.sim-root";
    private static final String BASE = "/v1/";
    private static final int MOST_STRINGS = 1_000;

    private final Clock clock;
    private final Map<String, Realm> realms = new HashMap<>();
    private final VaultCalls calls = new VaultCalls();
    private final HttpServer server;
    private final String scheme;
    private volatile boolean sealed;
    private volatile boolean hanging;
    private volatile boolean denying;

    private VaultSimulator(Vertx vertx, Clock clock, HttpServerOptions options) {
        this.clock = clock;
        this.scheme = options.isSsl() ? "https" : "http";
        // HTTP/1.1 alone: the broker's guard, which in tests watches every server of the process, knows no upgrade
        this.server = vertx.createHttpServer(options.setHost("127.0.0.1").setHttp2ClearTextEnabled(false))
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** On a free port. Not to be called from an event loop. */
    public static VaultSimulator start(Vertx vertx, Clock clock) {
        return start(vertx, clock, new HttpServerOptions().setPort(0));
    }

    /** @param options port and certificate */
    public static VaultSimulator start(Vertx vertx, Clock clock, HttpServerOptions options) {
        return new VaultSimulator(vertx, clock, options);
    }

    public String url() {
        return scheme + "://127.0.0.1:" + server.actualPort();
    }

    public VaultCalls calls() {
        return calls;
    }

    /** Every call is answered with 503 until it is unsealed. */
    public void seal() {
        sealed = true;
    }

    public void unseal() {
        sealed = false;
    }

    /** Calls are taken and not answered, as where an audit device blocks. */
    public void hang(boolean hang) {
        hanging = hang;
    }

    /** Every token but the root's is denied everything but its login. */
    public void deny(boolean deny) {
        denying = deny;
    }

    /** Tokens that were given out are worth nothing any more. */
    public synchronized void revokeTokens() {
        realms.values().forEach(realm -> realm.tokens().revokeAll());
    }

    /** The cluster will say that this is a token of that service account, for that audience. */
    public synchronized void vouchFor(String jwt, String namespace, String serviceAccount, String audience) {
        realm("").kubernetes("kubernetes").orElseThrow().vouchFor(jwt, namespace, serviceAccount, audience);
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String path = request.path().startsWith(BASE) ? request.path().substring(BASE.length()) : "";
        calls.note(request.method().name(), path, body.toString());
        if (!hanging) {
            VaultAnswer answer = answer(request, path, body);
            request.response()
                    .setStatusCode(answer.status())
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(
                            answer.status() == 204
                                    ? Buffer.buffer()
                                    : answer.body().toBuffer());
        }
    }

    private synchronized VaultAnswer answer(HttpServerRequest request, String path, Buffer body) {
        if (sealed) {
            return VaultAnswer.error(503, "Vault is sealed");
        }
        String token = Optional.ofNullable(request.getHeader("X-Vault-Token")).orElse("");
        if (denying && !token.equals(ROOT_TOKEN) && !path.endsWith("/login") && !path.startsWith("auth/token/")) {
            return VaultAnswer.denied();
        }
        String namespace =
                Optional.ofNullable(request.getHeader("X-Vault-Namespace")).orElse("");
        try {
            JsonObject content = body.length() == 0 ? new JsonObject() : body.toJsonObject();
            if (strings(content) > MOST_STRINGS) {
                return VaultAnswer.error(400, "request body has too many strings");
            }
            return realm(namespace).handle(new VaultRequest(request.method().name(), path, content, token));
        } catch (DecodeException | ClassCastException notJson) {
            return VaultAnswer.error(400, "error parsing JSON");
        }
    }

    /** Names and values, however deep; OpenBao's own limit. */
    private static long strings(Object json) {
        if (json instanceof JsonObject object) {
            return object.stream()
                    .mapToLong(member -> 1 + strings(object.getValue(member.getKey())))
                    .sum();
        }
        return json instanceof JsonArray array
                ? array.stream().mapToLong(VaultSimulator::strings).sum()
                : json instanceof String ? 1 : 0;
    }

    private Realm realm(String namespace) {
        return realms.computeIfAbsent(namespace, name -> {
            Realm realm = new Realm(clock);
            realm.tokens().root(ROOT_TOKEN);
            return realm;
        });
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
