package dev.tokenbroker.shopify;

import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.token.Deadline;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.Doubt;
import dev.tokenbroker.token.TokenAnswer.Unclear;
import dev.tokenbroker.token.TokenEndpoint;
import dev.tokenbroker.token.TokenRequest;
import dev.tokenbroker.token.TokenRequest.Refresh;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends token requests: within the whole call's time, without following redirects, and every outcome is an answer.
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
    private final RetryAfter retryAfter;
    private final AnswerTable table = new AnswerTable();

    @Inject
    ShopifyTokenEndpoint(Vertx vertx, ShopifySettings settings, Ticker ticker, Clock clock) {
        this.settings = settings;
        this.ticker = ticker;
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
    public Uni<TokenAnswer> send(TokenRequest request) {
        AtomicReference<HttpClientRequest> sent = new AtomicReference<>();
        Deadline deadline = Deadline.after(settings.timeout(), ticker);
        return Uni.createFrom()
                .<TokenAnswer>emitter(emitter -> client.request(options(request.shop()))
                        .compose(call -> exchange(call, request, sent, deadline))
                        .onComplete(answer ->
                                emitter.complete(answer.succeeded() ? answer.result() : broken(sent.get() != null))))
                .ifNoItem()
                .after(settings.timeout())
                .recoverWithItem(() -> outOfTime(sent.get()));
    }

    /** The connection goes with the call: an answer that comes too late must not be read as the next one's. */
    private static TokenAnswer outOfTime(HttpClientRequest sent) {
        if (sent == null) {
            return new Unclear(Doubt.NOT_SENT, Optional.empty());
        }
        sent.reset();
        return new Unclear(Doubt.TIMED_OUT, Optional.empty());
    }

    private Future<TokenAnswer> exchange(
            HttpClientRequest call, TokenRequest request, AtomicReference<HttpClientRequest> sent, Deadline deadline) {
        if (deadline.passed(ticker)) {
            // a process that was stopped while it connected: the lease may be somebody else's by now
            call.reset();
            return Future.succeededFuture(new Unclear(Doubt.NOT_SENT, Optional.empty()));
        }
        call.putHeader("Accept", "application/json").putHeader("Content-Type", "application/x-www-form-urlencoded");
        sent.set(call);
        return call.send(Buffer.buffer(TokenForm.of(request)))
                .compose(response -> CappedBody.of(response)
                        .map(body -> table.meaning(
                                response.statusCode(),
                                body,
                                request.grant() instanceof Refresh,
                                retryAfter.read(response.getHeader("Retry-After"), response.getHeader("Date")))));
    }

    private static TokenAnswer broken(boolean sent) {
        return new Unclear(sent ? Doubt.CONNECTION_LOST : Doubt.NOT_SENT, Optional.empty());
    }

    private RequestOptions options(ShopDomain shop) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(settings.url().replace("{shop}", shop.value()) + PATH)
                .setFollowRedirects(false);
    }
}
