package dev.tokenbroker.shopify;

import dev.tokenbroker.token.Deadline;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.Doubt;
import dev.tokenbroker.token.TokenAnswer.Unclear;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One call within its time. It is given up when that is over, but listened to for a while longer: a process that was stopped,
 * or a Shopify that is slow, must not cost the tokens of an answer that does arrive.
 */
final class TokenCall {
    private static final int LISTENING = 2;

    private final Ticker ticker;
    private final Duration time;
    private final Deadline deadline;
    private final UniEmitter<? super TokenAnswer> emitter;
    private final Consumer<TokenAnswer> late;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile HttpClientRequest sent;
    private volatile Cancellable patience = () -> {};
    private volatile Cancellable listening = () -> {};

    TokenCall(Ticker ticker, Duration time, UniEmitter<? super TokenAnswer> emitter, Consumer<TokenAnswer> late) {
        this.ticker = ticker;
        this.time = time;
        this.deadline = Deadline.after(time, ticker);
        this.emitter = emitter;
        this.late = late;
    }

    void begin(Future<HttpClientRequest> connecting, Function<HttpClientRequest, Future<TokenAnswer>> exchange) {
        patience = after(
                time, () -> answer(new Unclear(sent == null ? Doubt.NOT_SENT : Doubt.TIMED_OUT, Optional.empty())));
        connecting.compose(call -> send(call, exchange)).onComplete(this::ended);
    }

    private Future<TokenAnswer> send(
            HttpClientRequest call, Function<HttpClientRequest, Future<TokenAnswer>> exchange) {
        if (deadline.passed(ticker)) {
            // a process that was stopped while it connected: the lease may be somebody else's by now
            call.reset();
            return Future.succeededFuture(new Unclear(Doubt.NOT_SENT, Optional.empty()));
        }
        sent = call;
        listening = after(time.multipliedBy(LISTENING), call::reset);
        return exchange.apply(call);
    }

    /** To reset a call that has ended would break the next one on its connection. */
    private void ended(AsyncResult<TokenAnswer> end) {
        patience.cancel();
        listening.cancel();
        answer(
                end.succeeded()
                        ? end.result()
                        : new Unclear(sent == null ? Doubt.NOT_SENT : Doubt.CONNECTION_LOST, Optional.empty()));
    }

    private void answer(TokenAnswer answer) {
        if (answered.compareAndSet(false, true)) {
            emitter.complete(answer);
        } else {
            late.accept(answer);
        }
    }

    /** Not on a request's context: that dies with the server's port. */
    private static Cancellable after(Duration delay, Runnable action) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(delay)
                .subscribe()
                .with(over -> action.run());
    }
}
