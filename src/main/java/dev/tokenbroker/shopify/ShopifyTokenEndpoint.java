package dev.tokenbroker.shopify;

import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenEndpoint;
import dev.tokenbroker.token.TokenRequest;
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
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Sends token requests, without following redirects; every outcome is an answer.
 *
 * <p>Made at start, outside every request: a client that is made while one is served would be closed together with the
 * server's port, under the calls that a shutdown has yet to wait for.
 */
@ApplicationScoped
@Startup
class ShopifyTokenEndpoint implements TokenEndpoint {
    private static final String PATH = "/admin/oauth/access_token";
    private static final int CONNECT_MILLIS = 2000;

    private final HttpClient client;
    private final ShopifySettings settings;
    private final Ticker ticker;
    private final Clock clock;
    private final RetryAfter retryAfter;
    private final AnswerTable table = new AnswerTable();

    @Inject
    ShopifyTokenEndpoint(Vertx vertx, ShopifySettings settings, Ticker ticker, Clock clock) {
        this.settings = settings;
        this.ticker = ticker;
        this.clock = clock;
        this.retryAfter = new RetryAfter(clock);
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setVerifyHost(true)
                .setMaxPoolSize(64)
                // a connection that Shopify is about to close would cost an attempt
                .setKeepAliveTimeout(10)
                .setDecompressionSupported(false));
    }

    @Override
    public Uni<TokenAnswer> send(TokenRequest request, Consumer<TokenAnswer> late) {
        return Uni.createFrom()
                .emitter(emitter -> new TokenCall(ticker, settings.timeout(), emitter, late)
                        .begin(client.request(options(request.shop())), call -> exchange(call, request)));
    }

    private Future<TokenAnswer> exchange(HttpClientRequest call, TokenRequest request) {
        return call.putHeader("Accept", "application/json")
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .send(Buffer.buffer(TokenForm.of(request, clock.instant())))
                .compose(response -> CappedBody.of(response)
                        .map(body -> table.meaning(
                                response.statusCode(),
                                body,
                                request.grant(),
                                retryAfter.read(response.getHeader("Retry-After"), response.getHeader("Date")))));
    }

    private RequestOptions options(ShopDomain shop) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(settings.url().replace("{shop}", shop.value()) + PATH)
                .setFollowRedirects(false);
    }
}
