package dev.tokenbroker.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.notification.NotificationSettings.TargetSettings;
import dev.tokenbroker.secret.SecretString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetReaderTest {
    @TempDir
    Path directory;

    record Said(String url, Optional<SecretString> secret, Optional<Path> secretFile) implements TargetSettings {}

    private static List<Target> read(String url, Optional<String> secret, Optional<Path> file) {
        return TargetReader.read(Map.of("crm", new Said(url, secret.map(SecretString::of), file)))
                .all();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://crm.invalid/hooks?key=sim-key",
                "http://localhost:8080/hooks",
                "http://127.0.0.1/hooks",
                "http://[::1]:81/"
            })
    void httpsStandsAndHttpOnLoopback(String url) {
        assertThat(read(url, Optional.of("sim-secret"), Optional.empty()))
                .singleElement()
                .extracting(target -> target.url().toString())
                .isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://crm.invalid/sim-key",
                "http://127.0.0.1.crm.invalid/sim-key",
                "https://user:sim-key@crm.invalid/",
                "https:///sim-key",
                "https://crm.invalid/#sim-key",
                "ftp://crm.invalid/sim-key",
                "crm.invalid/sim-key",
                "https://crm.invalid/sim-key here"
            })
    void anyOtherAddressIsRefusedByItsKeyAndNotQuoted(String url) {
        assertThatThrownBy(() -> read(url, Optional.of("sim-secret"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .startsWith("broker.notifications.crm.url: ")
                .doesNotContain("sim-key")
                .doesNotContain("\n");
    }

    @Test
    void aSecretStandsInOnePlace() throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "sim-secret\n");
        Optional<Path> absent = Optional.of(directory.resolve("absent"));

        assertThat(read("https://crm.invalid/", Optional.empty(), Optional.of(file)))
                .extracting(Target::secret)
                .containsExactly(SecretString.of("sim-secret"));
        assertThatThrownBy(() -> read("https://crm.invalid/", Optional.of("sim-secret"), Optional.of(file)))
                .hasMessageStartingWith("broker.notifications.crm.secret: both");
        assertThatThrownBy(() -> read("https://crm.invalid/", Optional.empty(), Optional.empty()))
                .hasMessageStartingWith("broker.notifications.crm.secret: is not set");
        assertThatThrownBy(() -> read("https://crm.invalid/", Optional.empty(), absent))
                .hasMessageStartingWith("broker.notifications.crm.secret-file: ");
    }

    @Test
    void aTargetPrintsAsItsNameAndHost() {
        assertThat(read("https://crm.invalid/hooks/sim-key", Optional.of("sim-secret"), Optional.empty()))
                .hasToString("[crm (crm.invalid)]");
    }
}
