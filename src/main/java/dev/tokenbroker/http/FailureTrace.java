package dev.tokenbroker.http;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Where an exception came from, without what it says: messages quote bodies, SQL parameters and tokens. */
final class FailureTrace {
    private static final int DEEPEST = 5;
    private static final int FRAMES = 25;

    private FailureTrace() {}

    static String of(Throwable failure) {
        StringBuilder trace = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            trace.append(depth == 0 ? "" : "\nCaused by ")
                    .append(cause.getClass().getName())
                    .append(Arrays.stream(cause.getStackTrace())
                            .limit(FRAMES)
                            .map(frame -> "\n\tat " + frame)
                            .collect(Collectors.joining()));
            cause = cause.getCause();
        }
        return trace.toString();
    }
}
