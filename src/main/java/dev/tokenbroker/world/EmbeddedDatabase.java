package dev.tokenbroker.world;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL out of a jar, on loopback. Its data begin anew with each start; whoever was killed before and left a
 * server behind in the same directory is tidied up after.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Durable as in production: nothing that a crash test would prove is left to luck. */
    public static EmbeddedDatabase start(Path directory) {
        try {
            Path data = Files.createDirectories(directory).resolve("data");
            endLeftover(data);
            return new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(true)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "100")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setPGStartupWait(PATIENCE)
                    .start());
        } catch (IOException broken) {
            throw new UncheckedIOException("the embedded PostgreSQL does not start", broken);
        }
    }

    /** As {@code broker.database.url} wants it. */
    public String url() {
        return "postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    public String username() {
        return "postgres";
    }

    /** Any will do: the server trusts loopback. */
    public String password() {
        return "sim-password";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException broken) {
            throw new UncheckedIOException("the embedded PostgreSQL does not stop", broken);
        }
    }

    private static void endLeftover(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            List<String> lines = Files.readAllLines(pidFile);
            Optional<ProcessHandle> leftover = ProcessHandle.of(
                            Long.parseLong(lines.get(0).strip()))
                    .filter(process -> process.info().command().orElse("").contains("postgres"));
            leftover.ifPresent(process -> {
                process.destroy();
                process.onExit()
                        .orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                        .join();
            });
            Files.deleteIfExists(pidFile);
        }
    }
}
