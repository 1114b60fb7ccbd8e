package dev.tokenbroker.callers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A snippet in a directory of its own, as somebody pasted it, beside the driver that uses it. */
final class Pasted {
    private static final Path PAGE = Path.of("docs", "callers.md");
    private static final Path DRIVERS = Path.of("src", "test", "resources", "callers");

    private final Runtime runtime;
    private final Path directory;

    private Pasted(Runtime runtime, Path directory) {
        this.runtime = runtime;
        this.directory = directory;
    }

    static Pasted of(Runtime runtime) throws IOException {
        Path directory = Path.of("target", "callers", runtime.name().toLowerCase());
        delete(directory);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(runtime.snippet()), block(runtime.snippet()));
        Files.copy(DRIVERS.resolve(runtime.driver()), directory.resolve(runtime.driver()));
        runtime.prepare(directory);
        return new Pasted(runtime, directory);
    }

    /** The first fenced block below the heading that is this file's name. */
    private static String block(String file) throws IOException {
        Matcher found = Pattern.compile(
                        "^### `" + Pattern.quote(file) + "`\n.*?^```\\w+\n(.*?)^```$",
                        Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        if (!found.find()) {
            throw new AssertionError(PAGE + " has no block for " + file);
        }
        return found.group(1);
    }

    /** What the driver printed. */
    List<String> run(Map<String, String> environment) throws IOException, InterruptedException {
        Path output = directory.resolve("output").toAbsolutePath();
        Path errors = directory.resolve("errors").toAbsolutePath();
        ProcessBuilder driver = new ProcessBuilder(runtime.command())
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        driver.environment().putAll(environment);
        driver.environment().putAll(Runtime.OFFLINE);
        driver.environment().put("XDG_RUNTIME_DIR", directory.toAbsolutePath().toString());
        Process process = driver.start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(Files.readString(output) + Files.readString(errors));
        }
        return Files.readAllLines(output);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
