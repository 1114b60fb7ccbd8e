package dev.tokenbroker.startup;

import java.util.List;
import java.util.stream.Collectors;

/** The settings are unsafe or contradict one another. */
final class RefusedStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Several who need the same thing complain about it in the same words. */
    RefusedStart(List<String> complaints) {
        super(complaints.stream().distinct().collect(Collectors.joining("; ")));
    }
}
