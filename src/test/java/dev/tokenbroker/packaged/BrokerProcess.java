package dev.tokenbroker.packaged;

import dev.tokenbroker.world.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged broker as a process of its own, run by the JDK that runs the test. */
public final class BrokerProcess implements AutoCloseable {
    static final Path APPLICATION = Path.of("target", "quarkus-app");
    public static final Path JAR = APPLICATION.resolve("quarkus-run.jar").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** Half of the time to start, at the price of a slower broker later on. */
    private static final List<String> QUICK_START = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** None outlives the tests, however those end. */
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path output;
    private final Path errors;
    private final Ports ports;

    private BrokerProcess(Process process, Path output, Path errors, Ports ports) {
        this.process = process;
        this.output = output;
        this.errors = errors;
        this.ports = ports;
    }

    /** Where a broker listens; whoever starts it again there is found by those who knew it. */
    public record Ports(int http, int management) {
        public static Ports free() {
            return new Ports(FreePort.next(), FreePort.next());
        }

        public URI base() {
            return URI.create("http://127.0.0.1:" + http);
        }
    }

    /** @param directory becomes the working directory, so that no configuration file of the project's is found */
    static BrokerProcess start(Path directory, Map<String, String> settings) throws IOException {
        Ports ports = Ports.free();
        Files.deleteIfExists(directory.resolve("output-" + ports.http()));
        Files.deleteIfExists(directory.resolve("errors-" + ports.http()));
        return start(directory, settings, ports);
    }

    /** What it prints is appended to what its predecessors on these ports have printed. */
    public static BrokerProcess start(Path directory, Map<String, String> settings, Ports ports) throws IOException {
        return start(JAR, directory, settings, ports);
    }

    /** @param jar the {@code quarkus-run.jar} of this version or of another */
    public static BrokerProcess start(Path jar, Path directory, Map<String, String> settings, Ports ports)
            throws IOException {
        return start(jar, directory, settings, ports, QUICK_START);
    }

    /** As in production: slower to start, and fast then. */
    public static BrokerProcess startAtFullSpeed(Path directory, Map<String, String> settings, Ports ports)
            throws IOException {
        return start(JAR, directory, settings, ports, List.of());
    }

    private static BrokerProcess start(
            Path jar, Path directory, Map<String, String> settings, Ports ports, List<String> virtualMachine)
            throws IOException {
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(virtualMachine);
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + ports.http());
        command.add("-Dquarkus.management.host=127.0.0.1");
        command.add("-Dquarkus.management.port=" + ports.management());
        // nobody has to be kept away from it first
        command.add("-Dquarkus.shutdown.delay=" + settings.getOrDefault("quarkus.shutdown.delay", "PT0S"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(jar.toString());
        Path output = directory.resolve("output-" + ports.http());
        Path errors = directory.resolve("errors-" + ports.http());
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .redirectError(Redirect.appendTo(errors.toFile()))
                .start();
        RUNNING.add(process);
        process.onExit().thenAccept(RUNNING::remove);
        return new BrokerProcess(process, output, errors, ports);
    }

    public long pid() {
        return process.pid();
    }

    public URI base() {
        return ports.base();
    }

    /** The value of a series, as Prometheus would read it. */
    double metric(String series) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no series " + series));
    }

    /** All of them, as Prometheus would read them. */
    public String metrics() {
        return management("/q/metrics").body();
    }

    boolean isReady() {
        return management("/q/health/ready").statusCode() == 200;
    }

    private HttpResponse<String> management(String path) {
        URI target = URI.create("http://127.0.0.1:" + ports.management() + path);
        try {
            return HTTP.send(HttpRequest.newBuilder(target).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("no answer", broken);
        }
    }

    /** Waits until callers can be answered. */
    public BrokerProcess ready() {
        URI health = URI.create("http://127.0.0.1:" + ports.management() + "/q/health/ready");
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .failFast("the broker ended: " + output, () -> !process.isAlive())
                    .ignoreExceptions()
                    .until(() -> HTTP.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
            return this;
        } catch (RuntimeException | Error late) {
            // nobody holds it yet who could end it
            close();
            throw late;
        }
    }

    /** SIGTERM, as Kubernetes ends a pod. */
    public int terminate(Duration atMost) throws InterruptedException {
        process.destroy();
        return exit(atMost);
    }

    /** SIGTERM, and what it does then is looked at while it does it. */
    void beginToEnd() {
        process.destroy();
    }

    /** Waits for its end. */
    int exit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the broker still runs after " + atMost);
        }
        return process.exitValue();
    }

    /** SIGKILL; it is gone when this returns. */
    public void kill() {
        close();
    }

    /** SIGSTOP: it holds what it holds, and does nothing. */
    public void suspend() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (exit != 0) {
                throw new IllegalStateException("SIG" + name + " was not sent");
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** As the kernel has their names: the first 15 letters. */
    List<String> threads() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            return tasks.flatMap(task -> {
                        try {
                            return Stream.of(
                                    Files.readString(task.resolve("comm")).strip());
                        } catch (IOException ended) {
                            return Stream.empty();
                        }
                    })
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
