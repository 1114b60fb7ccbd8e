package dev.tokenbroker.packaged;

import dev.tokenbroker.world.EmbeddedDatabase;
import dev.tokenbroker.world.FreePort;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real PgBouncer on loopback before the embedded PostgreSQL, with the settings that docs/postgresql.md recommends. */
final class PgBouncer implements AutoCloseable {
    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Optional<Path> installed() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static PgBouncer before(EmbeddedDatabase database, Path directory) throws IOException {
        Files.createDirectories(directory);
        int port = FreePort.next();
        URI server = URI.create(database.url());
        Path settings = directory.resolve("pgbouncer.ini");
        Files.writeString(settings, """
                [databases]
                postgres = host=%s port=%d dbname=postgres user=%s

                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 4
                max_client_conn = 200
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.getHost(), server.getPort(), database.username(), port));
        List<String> command = new ArrayList<>(List.of(installed().orElseThrow().toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(settings.toAbsolutePath().toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        PgBouncer bouncer = new PgBouncer(process, port);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .failFast("pgbouncer ended, see " + directory, () -> !process.isAlive())
                .until(bouncer::listens);
        return bouncer;
    }

    String url() {
        return "postgresql://127.0.0.1:" + port + "/postgres";
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
