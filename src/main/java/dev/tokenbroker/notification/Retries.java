package dev.tokenbroker.notification;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** When a post that was not taken is tried again, and when no more. */
@Singleton
final class Retries {
    private static final Duration LEAST = Duration.ofMillis(500);
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofHours(1);
    private static final Duration IN_ALL = Duration.ofDays(3);
    /** Beyond this many doublings {@link #MOST} is reached. */
    private static final int MOST_DOUBLINGS = 11;

    private final RandomGenerator random;

    Retries(RandomGenerator random) {
        this.random = random;
    }

    boolean over(Duration age) {
        return age.compareTo(IN_ALL) >= 0;
    }

    /** Full jitter below a bound that doubles. */
    Duration after(int failures) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS));
        Duration bound = doubled.compareTo(MOST) < 0 ? doubled : MOST;
        Duration jittered = Duration.ofMillis(Math.round(bound.toMillis() * random.nextDouble()));
        return jittered.compareTo(LEAST) > 0 ? jittered : LEAST;
    }
}
