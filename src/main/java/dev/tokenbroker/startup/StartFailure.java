package dev.tokenbroker.startup;

import io.smallrye.config.ConfigValidationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Why a start was refused, in one line that names the setting. */
final class StartFailure {
    /** SmallRye's words for a value that is none of an enumeration's. */
    private static final Pattern CHOICE =
            Pattern.compile("^SRCFG00039: The config property (\\S+) with .* allowed values: (\\S+)$");

    private StartFailure() {}

    static String inOneLine(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigValidationException mistakes) {
                return IntStream.range(0, mistakes.getProblemCount())
                        .mapToObj(mistakes::getProblem)
                        .map(problem -> clean(problem.getMessage()).replaceFirst("^[a-z.]+\\.[A-Za-z]+Exception: ", ""))
                        .map(problem -> CHOICE.matcher(problem).replaceFirst("$1: is one of $2"))
                        .distinct()
                        .collect(Collectors.joining("; "));
            }
            if (cause instanceof RefusedStart) {
                return clean(cause.getMessage());
            }
        }
        Throwable root = root(failure);
        return clean(root.getClass().getSimpleName() + ": " + root.getMessage());
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    private static String clean(String message) {
        return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
    }
}
