package dev.tokenbroker.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/** The yard-stick: one route of a Vert.x router that answers a constant of a token answer's size, and asks nobody who he is. */
final class BareVertx extends AbstractVerticle {
    private static final String BODY = "{\"access_token\":\"shpat_sim" + "0".repeat(29)
            + "\",\"expires_in\":3591,\"expires_at\":\"2026-11-23T14:08:26Z\",\"refresh_after\":\"2026-11-23T13:36:10Z\","
            + "\"scope\":\"read_products,write_orders\",\"shop\":\"shop-1000.myshopify.com\",\"app\":\"default\",\"version\":1}";

    private final int port;

    private BareVertx(int port) {
        this.port = port;
    }

    /** @param arguments the port */
    public static void main(String[] arguments) {
        Vertx.vertx()
                .deployVerticle(
                        () -> new BareVertx(Integer.parseInt(arguments[0])),
                        new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE))
                .onFailure(failure -> System.exit(1))
                .onSuccess(deployed -> System.out.println("ready"));
    }

    @Override
    public void start() {
        Router router = Router.router(vertx);
        router.get("/v1/shops/:shop/access-token")
                .handler(request -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(BODY));
        vertx.createHttpServer().requestHandler(router).listen(port, "127.0.0.1");
    }
}
