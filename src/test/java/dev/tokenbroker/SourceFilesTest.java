package dev.tokenbroker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that can be read at one sitting. */
class SourceFilesTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");

    @Test
    void noMainFileIsLongerThan300Lines() {
        assertThat(javaFiles(MAIN).filter(file -> lines(file) > 300)).isEmpty();
    }

    @Test
    void nineInTenMainFilesHaveAtMost180LinesAndHalfOfThemAtMost60() {
        assertThat(percentile(MAIN, 0.9)).isLessThanOrEqualTo(180);
        assertThat(percentile(MAIN, 0.5)).isLessThanOrEqualTo(60);
    }

    @Test
    void nineInTenTestFilesHaveAtMost350Lines() {
        assertThat(percentile(TEST, 0.9)).isLessThanOrEqualTo(350);
    }

    @Test
    void everyPackageSaysWhatItOwnsAndWhatItRefuses() {
        assertThat(javaFiles(MAIN).map(Path::getParent).distinct())
                .allSatisfy(directory -> assertThat(directory.resolve("package-info.java"))
                        .content()
                        .contains(" * Owns ")
                        .contains("<p>Refuses "));
    }

    private static int percentile(Path root, double share) {
        List<Integer> sizes =
                javaFiles(root).map(SourceFilesTest::lines).sorted().toList();
        return sizes.get((int) Math.ceil(share * sizes.size()) - 1);
    }

    private static Stream<Path> javaFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
