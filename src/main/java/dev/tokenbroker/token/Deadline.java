package dev.tokenbroker.token;

import java.time.Duration;

/** A moment on the monotonic clock of this process. */
public record Deadline(long nanos) {
    public static Deadline after(Duration duration, Ticker ticker) {
        return new Deadline(ticker.nanos() + duration.toNanos());
    }

    /** Negative once it has passed. */
    public Duration remaining(Ticker ticker) {
        return Duration.ofNanos(nanos - ticker.nanos());
    }

    public boolean passed(Ticker ticker) {
        return nanos - ticker.nanos() <= 0;
    }
}
