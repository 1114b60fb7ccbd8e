package dev.tokenbroker.shopify;

import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.AdminProbe;
import dev.tokenbroker.token.ProbeAnswer;
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
import java.time.Duration;

/** Asks the Admin API's GraphQL endpoint who it is. A question that goes unanswered costs nothing but the knowledge. */
@ApplicationScoped
@Startup
class ShopifyAdminProbe implements AdminProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int CONNECT_MILLIS = 2000;
    private static final Buffer QUESTION = Buffer.buffer(
            "{\"query\":\"{ shop { id myshopifyDomain } currentAppInstallation { accessScopes { handle } } }\"}");

    private final HttpClient client;
    private final ShopifySettings settings;
    private final ProbeTable table = new ProbeTable();

    ShopifyAdminProbe(Vertx vertx, ShopifySettings settings) {
        this.settings = settings;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setVerifyHost(true));
    }

    @Override
    public Uni<ProbeAnswer> probe(ShopDomain shop, AccessToken token) {
        return Uni.createFrom()
                .<ProbeAnswer>emitter(emitter -> client.request(options(shop))
                        .compose(call -> exchange(call, token))
                        .onComplete(
                                end -> emitter.complete(end.succeeded() ? end.result() : new ProbeAnswer.Unclear())))
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(ProbeAnswer.Unclear::new);
    }

    private Future<ProbeAnswer> exchange(HttpClientRequest call, AccessToken token) {
        return call.putHeader("Accept", "application/json")
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Shopify-Access-Token", token.value().reveal())
                .send(QUESTION)
                .compose(response -> CappedBody.of(response).map(body -> table.meaning(response.statusCode(), body)));
    }

    private RequestOptions options(ShopDomain shop) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(settings.url().replace("{shop}", shop.value()) + "/admin/api/" + settings.apiVersion()
                        + "/graphql.json")
                .setFollowRedirects(false)
                .setTimeout(PATIENCE.toMillis());
    }
}
