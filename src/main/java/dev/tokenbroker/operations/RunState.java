package dev.tokenbroker.operations;

import java.util.Locale;

/** How a run is doing. */
public enum RunState {
    RUNNING,
    PAUSED,
    /** Nothing is left, by the count on the primary. */
    DONE,
    /** What is left cannot be done; somebody has to look at it. */
    FAILED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
