package dev.tokenbroker.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The migrations let the version before go on. */
class MigrationsTest {
    /** Up to here no version was out that could have run beside it. */
    private static final int LAST_BEFORE_THE_FIRST_RELEASE = 8;

    private static final Path FOLDER = Path.of("src", "main", "resources", "db", "migration");
    private static final Path LATER = Path.of("src", "test", "resources", "upgrade");
    private static final Pattern NAME = Pattern.compile("V([0-9]+)__[a-z0-9_]+\\.sql");
    private static final Pattern PROJECT_VERSION = Pattern.compile("<version>([0-9.]+)(?:-SNAPSHOT)?</version>");

    @Test
    void eachOnlyAdds() throws IOException {
        String version = version();

        assertThat(files())
                .filteredOn(file -> number(file) > LAST_BEFORE_THE_FIRST_RELEASE)
                .allSatisfy(file -> assertThat(ExpandOnly.complaints(Files.readString(file), version))
                        .as("%s (docs/upgrading.md)", file.getFileName())
                        .isEmpty());
    }

    @Test
    void eachHasANumberOfItsOwn() throws IOException {
        assertThat(files()).extracting(MigrationsTest::number).doesNotHaveDuplicates();
    }

    /** So that {@code UpgradeIT} shows what real migrations may do, and no less. */
    @Test
    void theLaterVersionOfTheTestsOnlyAddsToo() throws IOException {
        assertThat(files(LATER))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(ExpandOnly.complaints(Files.readString(file), version()))
                        .isEmpty());
    }

    /** The rules find something where there is something to be found. */
    @Test
    void thoseOfBeforeTheFirstReleaseWouldNotAllBeLetThrough() throws IOException {
        assertThat(files())
                .filteredOn(file -> number(file) <= LAST_BEFORE_THE_FIRST_RELEASE)
                .anySatisfy(file -> assertThat(ExpandOnly.complaints(Files.readString(file), version()))
                        .isNotEmpty());
    }

    private static List<Path> files() throws IOException {
        return files(FOLDER);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("beforeEach"))
                    .sorted()
                    .toList();
        }
    }

    private static int number(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        assertThat(name.matches()).as("the name of " + file).isTrue();
        return Integer.parseInt(name.group(1));
    }

    /** Of the project itself: the first in its POM. */
    private static String version() throws IOException {
        Matcher version = PROJECT_VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
