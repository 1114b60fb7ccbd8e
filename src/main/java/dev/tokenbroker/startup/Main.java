package dev.tokenbroker.startup;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the broker; a start that is refused ends with one line on standard error and status 1. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        Quarkus.run(null, Main::exit, args);
    }

    private static void exit(int status, Throwable failure) {
        if (failure != null) {
            System.err.println("token-broker does not start: " + StartFailure.inOneLine(failure));
        }
        System.exit(status);
    }
}
