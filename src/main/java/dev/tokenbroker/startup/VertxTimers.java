package dev.tokenbroker.startup;

import dev.tokenbroker.broker.Timers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Vert.x timers. */
@ApplicationScoped
class VertxTimers implements Timers {
    private final Vertx vertx;

    VertxTimers(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Uni<Void> after(Duration delay) {
        return delay.isZero() || delay.isNegative()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .emitter(emitter ->
                                vertx.setTimer(Math.max(1, delay.toMillis()), fired -> emitter.complete(null)));
    }
}
