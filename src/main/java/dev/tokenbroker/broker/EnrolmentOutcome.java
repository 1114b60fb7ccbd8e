package dev.tokenbroker.broker;

import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.installation.Installation;
import java.time.Duration;

/** What became of tokens that were handed over. */
public sealed interface EnrolmentOutcome {
    /** Whether the broker had nothing of this shop before, and has it now. */
    default boolean created() {
        return false;
    }

    /** @param created whether the broker had nothing of this shop before */
    record Enrolled(Installation installation, boolean created) implements EnrolmentOutcome {}

    /** Nothing was written. */
    record Enrollable(boolean created) implements EnrolmentOutcome {}

    /** The shop's numeric id is another than the one this domain had, or belongs to another domain. */
    record ShopMismatch() implements EnrolmentOutcome {}

    record Unavailable(Cause cause, Duration retryAfter) implements EnrolmentOutcome {}
}
