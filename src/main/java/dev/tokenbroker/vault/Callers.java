package dev.tokenbroker.vault;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Brings results from the bulkhead's threads back to where they were asked for. */
final class Callers {
    private Callers() {}

    static <T> Uni<T> backTo(Supplier<CompletionStage<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Context asking = Vertx.currentContext();
            Uni<T> result = Uni.createFrom()
                    .completionStage(work)
                    .onFailure(CompletionException.class)
                    .transform(Throwable::getCause);
            return asking == null
                    ? result
                    : result.emitOn(continuation -> asking.runOnContext(there -> continuation.run()));
        });
    }
}
