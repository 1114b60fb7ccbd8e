package dev.tokenbroker.startup;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the broker; a start that is refused ends with one line on standard error and status 1. */
@QuarkusMain
public final class Main {
    private static final Logger PERSISTENCE = Logger.getLogger("org.hibernate");

    private Main() {}

    public static void main(String... args) {
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
