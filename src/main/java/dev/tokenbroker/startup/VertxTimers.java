package dev.tokenbroker.startup;

import dev.tokenbroker.broker.Timers;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Vert.x timers, on a context of their own that is made at start: a request's context dies with the server's port, and its
 * timers with it, while what a shutdown waits for may still need one. It goes on where it was asked for: what is logged and traced
 * there is known by that.
 */
@ApplicationScoped
@Startup
class VertxTimers implements Timers {
    private final Vertx vertx;
    private final Context own;

    VertxTimers(Vertx vertx) {
        this.vertx = vertx;
        this.own = vertx.getOrCreateContext();
    }

    @Override
    public Uni<Void> after(Duration delay) {
        return delay.isZero() || delay.isNegative()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().emitter(emitter -> {
                    Context asking = Vertx.currentContext();
                    Context going = asking == null ? own : asking;
                    own.runOnContext(set -> vertx.setTimer(
                            Math.max(1, delay.toMillis()), fired -> going.runOnContext(on -> emitter.complete(null))));
                });
    }
}
