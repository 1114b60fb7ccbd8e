package dev.tokenbroker.broker;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tries until it succeeds: after a tenth of a second, then after twice as long, and at last every two seconds. A loop, and no
 * call within a call: an outage may last for hours.
 */
final class Insistence {
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private Insistence() {}

    /**
     * @param failure why one did not succeed
     * @param pause until the next one
     */
    record Failed(Throwable failure, Duration pause) {
        private static Failed before() {
            return new Failed(null, FIRST_WAIT.dividedBy(2));
        }

        private Failed then(Throwable next) {
            Duration longer = pause.multipliedBy(2);
            return new Failed(next, longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT);
        }
    }

    /** @param told of each that did not succeed */
    static <T> Uni<T> on(Supplier<Uni<T>> attempt, Timers timers, Consumer<Failed> told) {
        return Uni.createFrom()
                .<T>deferred(attempt::get)
                .onFailure()
                .retry()
                .when(failures -> failures.onItem()
                        .scan(Failed::before, Failed::then)
                        .skip()
                        .first()
                        .invoke(told)
                        .onItem()
                        .transformToUniAndConcatenate(
                                failed -> timers.after(failed.pause()).replaceWith(failed)));
    }
}
