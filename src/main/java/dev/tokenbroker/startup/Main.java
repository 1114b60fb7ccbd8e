package dev.tokenbroker.startup;

import dev.tokenbroker.importer.ImportCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts the broker; a start that is refused ends with one line on standard error and status 1. With {@code import} as its
 * first argument it is a command instead, and nothing is started.
 */
@QuarkusMain
public final class Main {
    private static final Logger PERSISTENCE = Logger.getLogger("org.hibernate");

    private Main() {}

    public static void main(String... args) {
        if (args.length > 0 && args[0].equals("import")) {
            System.exit(ImportCommand.run(List.of(args).subList(1, args.length)));
        }
        // OpenTelemetry's present names of what is said of a statement; its libraries still have those of before as
        // their default
        System.getProperties().putIfAbsent("otel.semconv-stability.opt-in", "database");
        // it logs before the log is set up: where the start is refused, that would stand around the one line that says
        // why
        PERSISTENCE.setLevel(Level.WARNING);
        Quarkus.run(null, Main::exit, args);
    }

    private static void exit(int status, Throwable failure) {
        if (failure != null) {
            System.err.println("token-broker does not start: " + StartFailure.inOneLine(failure));
        }
        System.exit(status);
    }
}
