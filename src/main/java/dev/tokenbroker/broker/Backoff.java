package dev.tokenbroker.broker;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave an installation alone after a failure. The longer it has been failing, the longer: full jitter over as
 * much time again, which is exponential without a counter to keep.
 */
@Singleton
final class Backoff {
    private static final Duration LEAST = Duration.ofMillis(500);
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final Duration REFUSED_FIRST = Duration.ofMinutes(15);
    private static final Duration REFUSED_MOST = Duration.ofHours(4);
    private static final Duration HOUR = Duration.ofHours(1);
    /** A {@code Retry-After} of years is a mistake of somebody's. */
    private static final Duration LONGEST_ASKED_FOR = Duration.ofHours(1);

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** An answer that may have been anything. */
    Duration afterDoubt(Duration failingFor) {
        return longer(LEAST, jittered(clamp(failingFor, FIRST, MOST)));
    }

    /** What was asked for, and a little more, so that not all come back at once. */
    Duration asAsked(Duration retryAfter) {
        return clamp(retryAfter, LEAST, LONGEST_ASKED_FOR).plus(jittered(LEAST));
    }

    /** One odd shop whose app is refused, while others are fine. */
    Duration afterAppRefusal(Duration failingFor) {
        return clamp(failingFor, REFUSED_FIRST, REFUSED_MOST);
    }

    /** A frozen shop: one to four hours. */
    Duration afterSuspension() {
        return HOUR.plus(jittered(HOUR.multipliedBy(3)));
    }

    /** A shop that does not answer at its name: about hourly, for a day. */
    Duration afterNotFound() {
        return HOUR.plus(jittered(HOUR.dividedBy(4)));
    }

    private Duration jittered(Duration whole) {
        return Duration.ofMillis(Math.round(whole.toMillis() * random.nextDouble()));
    }

    private static Duration clamp(Duration value, Duration least, Duration most) {
        return longer(least, value.compareTo(most) < 0 ? value : most);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
