package dev.tokenbroker.oauth;

import java.time.Duration;

/** How an install ends. */
sealed interface CallbackOutcome {
    record Installed() implements CallbackOutcome {}

    record Refused(Refusal why) implements CallbackOutcome {}

    /** Nothing was spent: the same callback will do later. */
    record Away(Duration retryAfter) implements CallbackOutcome {}

    /** As it is stored with the state, for what is final. */
    static CallbackOutcome ofLabel(String label) {
        return label.equals(Installed.class.getSimpleName()) ? new Installed() : new Refused(Refusal.valueOf(label));
    }

    /** @throws IllegalStateException for what is not final */
    default String label() {
        if (this instanceof Refused refused) {
            return refused.why().name();
        }
        if (this instanceof Installed) {
            return Installed.class.getSimpleName();
        }
        throw new IllegalStateException("an install that goes on has no end");
    }
}
