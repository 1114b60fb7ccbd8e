package dev.tokenbroker.world;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server process of a data directory, known by its pid file. */
final class Postmaster {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path data;
    private final ProcessHandle process;
    private final Path program;

    private Postmaster(Path data, ProcessHandle process, Path program) {
        this.data = data;
        this.process = process;
        this.program = program;
    }

    static Optional<Postmaster> of(Path data) throws IOException {
        Path pidFile = pidFile(data);
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info()
                        .command()
                        .filter(command -> command.contains("postgres"))
                        .map(command -> new Postmaster(data, process, Path.of(command))));
    }

    static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }

    void end() {
        process.destroy();
        gone(process);
    }

    /** A new server would not start while a child of this one lives. */
    void kill() {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(Postmaster::gone);
    }

    /** Starts the server that was killed with the options it had, and waits until it has recovered. */
    void startAgain() {
        List<String> command = new ArrayList<>(LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of());
        command.addAll(List.of(program.resolveSibling("pg_ctl").toString(), "-D", data.toString()));
        command.addAll(List.of("-w", "-t", String.valueOf(PATIENCE.toSeconds()), "restart"));
        Path log = data.resolveSibling("restarts.log");
        try {
            Process starting = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (starting.onExit()
                            .orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .join()
                            .exitValue()
                    != 0) {
                throw new IllegalStateException("the embedded PostgreSQL does not start again, see " + log);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the embedded PostgreSQL does not start again", broken);
        }
    }

    private static void gone(ProcessHandle process) {
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
