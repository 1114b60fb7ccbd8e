package dev.tokenbroker.token;

/**
 * Monotonic time of this process. Remaining lives are aged by it, and budgets run on it: a replica's wall clock may be
 * hours off, or jump.
 */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary origin; only differences mean anything. */
    long nanos();
}
