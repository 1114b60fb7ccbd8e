package dev.tokenbroker.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** {@code docs/configuration.md} says what the code says. With {@code -Dconfiguration.write=true} it is made to. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("docs", "configuration.md");
    private static final Path PRESETS = Path.of("src", "main", "resources", "application.properties");
    private static final List<Setting> SETTINGS = MappedSettings.read();

    @Test
    @Order(1)
    void theTablesAreThoseOfTheCode() throws IOException {
        String page = Files.readString(PAGE);
        String filled = ConfigurationPage.filled(page, SETTINGS);
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(PAGE, filled);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md is not what the settings' interfaces say; to refresh it:"
                        + " ./mvnw test -Dtest=ConfigurationReferenceTest -Dconfiguration.write=true")
                .isEqualTo(filled);
    }

    @Test
    void everyKeyStandsInOneTable() throws IOException {
        List<String> prefixes = ConfigurationPage.prefixes(Files.readString(PAGE));

        assertThat(SETTINGS)
                .hasSizeGreaterThan(50)
                .allSatisfy(setting -> assertThat(prefixes.stream().filter(setting::below))
                        .as(setting.key())
                        .hasSize(1));
    }

    @Test
    void everyPlaceHasKeys() throws IOException {
        assertThat(ConfigurationPage.prefixes(Files.readString(PAGE)))
                .isNotEmpty()
                .allSatisfy(prefix -> assertThat(SETTINGS).as(prefix).anyMatch(setting -> setting.below(prefix)));
    }

    @Test
    void everyKeySaysWhatItMeans() {
        assertThat(SETTINGS).filteredOn(setting -> setting.meaning().isEmpty()).isEmpty();
    }

    /** A text that names another key, as contradictory keys do, names one that there is. */
    @Test
    void everyKeyThatATextNamesIsThere() {
        assertThat(SETTINGS)
                .allSatisfy(setting -> assertThat(namedIn(setting.meaning()))
                        .as(setting.key())
                        .allSatisfy(named -> assertThat(SETTINGS).anyMatch(other -> other.below(named))));
    }

    @Test
    void defaultsWrittenByHandAreThoseOfTheApplication() throws IOException {
        Properties presets = new Properties();
        try (InputStream text = Files.newInputStream(PRESETS)) {
            presets.load(text);
        }

        assertThat(ConfigurationPage.writtenByHand(Files.readString(PAGE)))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.preset())
                        .as(row.key())
                        .isEqualTo(
                                presets.containsKey(row.key())
                                        ? "`" + presets.getProperty(row.key()) + "`"
                                        : "required"));
    }

    private static List<String> namedIn(String meaning) {
        return java.util.regex.Pattern.compile("`(broker\\.[a-z.-]+[a-z])(?:\\.\\*)?`")
                .matcher(meaning)
                .results()
                .map(named -> named.group(1))
                .toList();
    }
}
