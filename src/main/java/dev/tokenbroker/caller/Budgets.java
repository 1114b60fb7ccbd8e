package dev.tokenbroker.caller;

import java.util.OptionalInt;

/**
 * How much a caller may ask for; an absent number is no limit.
 *
 * @param requestsPerSecond requests per second, with bursts of one second's worth
 * @param distinctShopsPerHour different shops within any hour
 */
public record Budgets(OptionalInt requestsPerSecond, OptionalInt distinctShopsPerHour) {
    public static final Budgets NONE = new Budgets(OptionalInt.empty(), OptionalInt.empty());
}
