package dev.tokenbroker.world;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A real PostgreSQL out of a jar, on loopback. Its data begin anew with each start; whoever was killed before and left a
 * server behind in the same directory is tidied up after.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedPostgres server;
    private final Path data;
    private Postmaster killed;

    private EmbeddedDatabase(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /** Durable as in production: nothing that a crash test would prove is left to luck. */
    public static EmbeddedDatabase start(Path directory) {
        try {
            Path data = Files.createDirectories(directory).resolve("data");
            endLeftover(data);
            return new EmbeddedDatabase(
                    EmbeddedPostgres.builder()
                            .setOverrideWorkingDirectory(
                                    directory.resolve("binaries").toFile())
                            .setDataDirectory(data)
                            .setPort(FreePort.next())
                            .setCleanDataDirectory(true)
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("listen_addresses", "127.0.0.1")
                            .setServerConfig("max_connections", "100")
                            .setLocaleConfig("locale", "C.UTF-8")
                            .setPGStartupWait(PATIENCE)
                            .start(),
                    data);
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

    public Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** SIGKILL to the server and all its children, as a power cut ends them; none is left when this returns. */
    public void kill() throws IOException {
        killed = Postmaster.of(data).orElseThrow(() -> new IllegalStateException("no server is running"));
        killed.kill();
    }

    /** The killed server again, on the same data and port, when its crash recovery is over. */
    public void restart() {
        killed.startAgain();
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
        Postmaster.of(data).ifPresent(Postmaster::end);
        Files.deleteIfExists(Postmaster.pidFile(data));
    }
}
