package dev.tokenbroker.caller;

/** Whether a caller's budgets allow one more request. */
public sealed interface Admission {
    Admission GRANTED = new Granted();

    /** Within every budget. */
    record Granted() implements Admission {}

    /**
     * Beyond a budget.
     *
     * @param retryAfterSeconds whole seconds, at least 1, after which the same request would be granted
     */
    record Exhausted(Budget budget, long retryAfterSeconds) implements Admission {}

    /** Which budget ran out. */
    enum Budget {
        REQUESTS_PER_SECOND,
        DISTINCT_SHOPS_PER_HOUR
    }
}
