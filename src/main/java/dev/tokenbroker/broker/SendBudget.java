package dev.tokenbroker.broker;

import dev.tokenbroker.token.Ticker;
import java.time.Duration;

/**
 * Whether a call still fits into the lease, with a margin for what the answer takes to be written. Counted from before the
 * lease was asked for, on the monotonic clock.
 */
public record SendBudget(Ticker ticker, Duration lease, Duration callTimeout) {
    private static final Duration MARGIN = Duration.ofSeconds(5);

    public boolean allows(long leaseAskedAtNanos) {
        Duration elapsed = Duration.ofNanos(ticker.nanos() - leaseAskedAtNanos);
        return elapsed.plus(callTimeout).plus(MARGIN).compareTo(lease) < 0;
    }
}
