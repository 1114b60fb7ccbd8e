package dev.tokenbroker.torture;

import java.util.Locale;

/** Moments of a renewal at which a process may be killed. They are in the ports around the engine, and in tests alone. */
enum Failpoint {
    CLAIM_AFTER,
    SEND_BEFORE,
    SEND_AFTER,
    ANSWER_AFTER,
    RECORD_BEFORE,
    RECORD_AFTER,
    PUBLISH_BEFORE;

    /** As the model and the documents call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
