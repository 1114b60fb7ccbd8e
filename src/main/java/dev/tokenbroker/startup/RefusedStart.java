package dev.tokenbroker.startup;

import java.util.List;

/** The settings are unsafe or contradict one another. */
final class RefusedStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedStart(List<String> complaints) {
        super(String.join("; ", complaints));
    }
}
