package dev.tokenbroker.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code deploy/helm/token-broker}, rendered by Helm's own engine. */
final class Chart {
    static final Path DIRECTORY = Path.of("deploy", "helm", "token-broker").toAbsolutePath();
    static final Path SMALL = DIRECTORY.resolve(Path.of("ci", "small-values.yaml"));
    static final Path FULL = DIRECTORY.resolve(Path.of("ci", "full-values.yaml"));
    static final Path TEST = Path.of("tests", "ready.yaml");

    private Chart() {}

    static List<Manifest> render(Path values) {
        return render("token-broker", values, "");
    }

    /**
     * @param changes YAML, over those values
     * @throws IllegalStateException with Helm's words, where it refuses them
     */
    static List<Manifest> render(String release, Path values, String changes) {
        try {
            Path over = Files.createTempFile("changes", ".yaml");
            try {
                Files.writeString(over, changes);
                TemplateCommand template = new Helm(DIRECTORY)
                        .template()
                        .withName(release)
                        .withNamespace("token-broker")
                        .withValuesFile(values);
                return Manifest.all(template.withValuesFile(over).call());
            } finally {
                Files.delete(over);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What {@code helm test} runs. The engine leaves hooks out, so the template is rendered as if it were none. */
    static Manifest renderTest(Path values) {
        try {
            Path copy = Files.createTempDirectory("chart");
            try {
                copy(copy);
                Path test = copy.resolve("templates").resolve(TEST);
                Files.writeString(test, Files.readString(test).replaceAll("(?m)^ +helm\\.sh/hook: .*\\R", ""));
                TemplateCommand template = new Helm(copy).template().withName("token-broker");
                return Manifest.all(template.withValuesFile(values).call()).stream()
                        .filter(manifest -> manifest.template().equals(TEST.toString()))
                        .findFirst()
                        .orElseThrow();
            } finally {
                delete(copy);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void copy(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = target.resolve(DIRECTORY.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }

    static Stream<Path> templates() {
        try (Stream<Path> files = Files.walk(DIRECTORY.resolve("templates"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
