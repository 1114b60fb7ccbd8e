package dev.tokenbroker.notification;

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
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Posts a body, signed. The status says everything: what else is answered is not read, and a redirect is an answer. */
@ApplicationScoped
@Startup
class TargetClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration WHOLE = Duration.ofSeconds(5);

    private final HttpClient client;

    TargetClient(Vertx vertx) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setKeepAlive(false)
                // a trace would have the whole address, which may be the secret
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setVerifyHost(true));
    }

    Uni<Answer> post(Target target, UUID id, String body) {
        return Uni.createFrom()
                .<Answer>emitter(emitter -> {
                    Future<Answer> answer = send(target, id, Buffer.buffer(body));
                    answer.onComplete(end -> emitter.complete(
                            end.succeeded() ? end.result() : new Answer.NotTaken(noAnswer(end.cause()))));
                })
                .ifNoItem()
                .after(WHOLE)
                .recoverWithItem(new Answer.NotTaken("no answer within " + WHOLE.toSeconds() + " s"));
    }

    private Future<Answer> send(Target target, UUID id, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(target.url().toString())
                .setFollowRedirects(false)
                .setTimeout(WHOLE.toMillis());
        return client.request(options)
                .map(call -> signed(call, target, id, body))
                .compose(call -> call.send(body))
                .map(response -> {
                    response.exceptionHandler(cutOff -> {});
                    response.request().reset();
                    return Answer.ofStatus(response.statusCode());
                });
    }

    private static HttpClientRequest signed(HttpClientRequest call, Target target, UUID id, Buffer body) {
        return call.putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "token-broker")
                .putHeader("X-Token-Broker-Delivery", id.toString())
                .putHeader("X-Token-Broker-Signature", Signature.of(body.getBytes(), target.secret()));
    }

    /** The text of a failure names the address. */
    private static String noAnswer(Throwable failure) {
        return "no answer (" + failure.getClass().getSimpleName() + ")";
    }
}
