package dev.tokenbroker.simulator;

import dev.tokenbroker.shop.ShopDomain;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;

/**
 * A Shopify on the loopback interface: shops, apps, tokens that rotate, and faults on demand.
 *
 * <p>A request names its shop in the first segment of its path ({@code /acme.myshopify.com/admin/...}) or in its Host
 * header. All time comes from the clock given, except the waiting in {@link Fault#delay} and {@link Fault#slowDrip}.
 */
public final class ShopifySimulator implements AutoCloseable {
    private final ShopifyState state;
    private final TokenCalls calls = new TokenCalls();
    private final FaultScript faults = new FaultScript();
    private final HttpServer server;

    private ShopifySimulator(Vertx vertx, Clock clock, int port) {
        this.state = new ShopifyState(clock);
        TokenEndpoint tokenEndpoint = new TokenEndpoint(vertx, state, calls, faults);
        this.server = vertx.createHttpServer(options(port))
                .requestHandler(new SimulatorRouter(vertx, state, tokenEndpoint))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** HTTP/1.1 alone: a connection then carries one call at a time, and to close it ends that call and no other. */
    private static HttpServerOptions options(int port) {
        return new HttpServerOptions().setHost("127.0.0.1").setPort(port).setHttp2ClearTextEnabled(false);
    }

    /** On a free port. Not to be called from an event loop. */
    public static ShopifySimulator start(Vertx vertx, Clock clock) {
        return start(vertx, clock, 0);
    }

    public static ShopifySimulator start(Vertx vertx, Clock clock, int port) {
        return new ShopifySimulator(vertx, clock, port);
    }

    /** Where shops are found: an address with the placeholder {@code {shop}}. */
    public String url() {
        return "http://127.0.0.1:" + port() + "/{shop}";
    }

    public String url(SimulatedShop shop) {
        return url().replace("{shop}", shop.domain());
    }

    public int port() {
        return server.actualPort();
    }

    /** The app of this client id, made at the first mention; secrets are added to those it has. */
    public SimulatedApp app(String clientId, String... secrets) {
        SimulatedApp app = state.app(clientId);
        for (String secret : secrets) {
            app.addSecret(secret);
        }
        return app;
    }

    /** The shop of this domain, opened at the first mention; a domain never mentioned answers 404. */
    public SimulatedShop shop(String domain) {
        return state.shop(new ShopDomain(domain).value());
    }

    /** Faults of the token endpoint for every shop that has none of its own. */
    public FaultScript faults() {
        return faults;
    }

    /** What a retried refresh returns, on every shop without a mode of its own. */
    public ShopifySimulator graceMode(GraceMode mode) {
        state.graceMode(mode);
        return this;
    }

    /** Webhooks that wait to be delivered. */
    public WebhookOutbox outbox() {
        return state.outbox();
    }

    public TokenCalls calls() {
        return calls;
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
