package dev.tokenbroker.bench;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Which core does what: a load that takes its share of the server's core would make every server look alike. */
final class Cores {
    static final String LOAD = "1";

    private static final String SERVER = "0";

    private Cores() {}

    /** Keeps all threads of a process that runs on the server's core. */
    static void server(long pid) {
        try {
            int exit = new ProcessBuilder("taskset", "-a", "-p", "-c", SERVER, Long.toString(pid))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("process " + pid + " was not put on core " + SERVER);
            }
        } catch (IOException missing) {
            throw new UncheckedIOException("the benchmark needs taskset on the PATH", missing);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
