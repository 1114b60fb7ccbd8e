package dev.tokenbroker.shopify;

import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.AppUninstall;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks by GraphQL, and where that does not do it by the older address. */
@ApplicationScoped
@Startup
class ShopifyAppUninstall implements AppUninstall {
    private static final int CONNECT_MILLIS = 2000;
    private static final Buffer MUTATION =
            Buffer.buffer("{\"query\":\"mutation { appUninstall { userErrors { code } } }\"}");

    private final HttpClient client;
    private final ShopifySettings settings;
    private final UninstallTable table = new UninstallTable();

    ShopifyAppUninstall(Vertx vertx, ShopifySettings settings) {
        this.settings = settings;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setVerifyHost(true));
    }

    @Override
    public Uni<UninstallAnswer> uninstall(ShopDomain shop, AccessToken token) {
        return Uni.createFrom()
                .<UninstallAnswer>emitter(emitter -> byGraphQl(shop, token)
                        .onComplete(end -> emitter.complete(end.succeeded() ? end.result() : UninstallAnswer.UNCLEAR)))
                .ifNoItem()
                .after(settings.timeout())
                .recoverWithItem(UninstallAnswer.UNCLEAR);
    }

    private Future<UninstallAnswer> byGraphQl(ShopDomain shop, AccessToken token) {
        String path = "/admin/api/" + settings.apiVersion() + "/graphql.json";
        return client.request(options(shop, HttpMethod.POST, path))
                .map(call -> prepared(call, token).putHeader("Content-Type", "application/json"))
                .compose(call -> call.send(MUTATION))
                .compose(response -> CappedBody.of(response).map(body -> table.ofGraphQl(response.statusCode(), body)))
                .compose(answer -> answer.map(Future::succeededFuture).orElseGet(() -> byRest(shop, token)));
    }

    private Future<UninstallAnswer> byRest(ShopDomain shop, AccessToken token) {
        return client.request(options(shop, HttpMethod.DELETE, "/admin/api_permissions/current.json"))
                .compose(call -> prepared(call, token).send())
                .compose(response -> CappedBody.of(response).map(body -> table.ofRest(response.statusCode())));
    }

    private static HttpClientRequest prepared(HttpClientRequest call, AccessToken token) {
        return call.putHeader("Accept", "application/json")
                .putHeader("X-Shopify-Access-Token", token.value().reveal());
    }

    private RequestOptions options(ShopDomain shop, HttpMethod method, String path) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(settings.url().replace("{shop}", shop.value()) + path)
                .setFollowRedirects(false)
                .setTimeout(settings.timeout().toMillis());
    }
}
