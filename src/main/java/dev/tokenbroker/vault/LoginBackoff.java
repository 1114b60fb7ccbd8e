package dev.tokenbroker.vault;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Full jitter: anything up to a bound that doubles with each failure, so that a fleet does not come back as one. */
final class LoginBackoff {
    private static final long FIRST_MILLIS = 250;
    private static final long MOST_MILLIS = 5_000;
    private static final int DOUBLINGS = 5;

    private final RandomGenerator random;
    private int failures;

    LoginBackoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long bound = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures, DOUBLINGS));
        failures++;
        return Duration.ofMillis(1 + Math.round(bound * random.nextDouble()));
    }

    void succeeded() {
        failures = 0;
    }
}
