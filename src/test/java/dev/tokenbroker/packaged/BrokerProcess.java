package dev.tokenbroker.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged broker as a process of its own, run by the JDK that runs the test. */
final class BrokerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final Path errors;
    private final int port;
    private final int managementPort;

    private BrokerProcess(Process process, Path output, Path errors, int port, int managementPort) {
        this.process = process;
        this.output = output;
        this.errors = errors;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** @param directory becomes the working directory, so that no configuration file of the project's is found */
    static BrokerProcess start(Path jar, Path directory, Map<String, String> settings) throws IOException {
        Files.createDirectories(directory);
        int port = freePort();
        int managementPort = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + managementPort);
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(jar.toAbsolutePath().toString());
        Path output = directory.resolve("output-" + port);
        Path errors = directory.resolve("errors-" + port);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        return new BrokerProcess(process, output, errors, port, managementPort);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Waits until callers can be answered. */
    BrokerProcess ready() {
        URI health = URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready");
        HttpClient http = HttpClient.newHttpClient();
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast("the broker ended: " + output, () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                                .statusCode()
                        == 200);
        return this;
    }

    /** SIGTERM, as Kubernetes ends a pod. */
    int terminate(Duration atMost) throws InterruptedException {
        process.destroy();
        return exit(atMost);
    }

    /** Waits for its end. */
    int exit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the broker still runs after " + atMost);
        }
        return process.exitValue();
    }

    List<String> errors() {
        return lines(errors);
    }

    List<String> output() {
        return lines(output);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
