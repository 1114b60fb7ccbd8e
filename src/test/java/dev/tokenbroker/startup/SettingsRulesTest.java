package dev.tokenbroker.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.notification.NotificationSettings;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsRulesTest {
    @TempDir
    Path directory;

    @Test
    void theLeastSettingsAreFine() {
        assertThat(complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "broker.refresh.at, 0",
        "broker.refresh.at, 1",
        "broker.refresh.at, -0.5",
        "broker.refresh.jitter, -0.1",
        "broker.refresh.jitter, 1",
        "broker.refresh.floor, PT-1S",
        "broker.refresh.floor, PT27M",
        "broker.refresh.per-second, 0",
        "broker.refresh.settle, PT-1S",
        "broker.notifications.settle, PT-1S",
        "broker.refresh.sweep-every, PT0S",
        "broker.refresh.keep-warm, PT0S",
        "broker.refresh.keep-alive-after, PT0S",
        "broker.refresh.keep-alive-after, P26D",
        "broker.refresh.settle, PT27M",
        "broker.shopify.url, https://sim.invalid",
        "broker.shopify.api-version, newest",
        "broker.shopify.timeout, PT0S",
        "broker.shopify.url, ftp://sim.invalid",
        "broker.shopify.url, sim.invalid",
        "broker.shopify.url, 'http://sim.invalid'",
        "broker.lease, PT29S",
        "broker.lease, PT5M1S",
        "broker.request.wait, PT0S",
        "broker.database.url, jdbc:postgresql://sim/broker",
        "broker.database.url, 'postgresql://sim/broker?sslmode=disable'",
        "broker.database.url, 'postgresql://user:sim@db/broker'",
        "broker.database.url, 'postgresql://sim'",
    })
    void aValueThatCannotStandIsNamedByItsKeyInOneLine(String key, String value) {
        assertThat(complaints(key, value))
                .first()
                .asString()
                .startsWith(key + ": ")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "broker.refresh.floor, PT26M59S",
        "broker.refresh.floor, PT0S",
        "broker.refresh.settle, PT0S",
        "broker.refresh.jitter, 0",
        "broker.refresh.at, 0.9",
        "broker.refresh.keep-alive-after, P25D",
        "broker.lease, PT30S",
        "broker.lease, PT5M",
        "broker.database.url, postgresql://db.internal:5432/broker",
        "broker.shopify.url, https://sim.invalid/{shop}",
    })
    void aValueAtTheEdgeStands(String key, String value) {
        assertThat(complaints(key, value)).isEmpty();
    }

    /** renewal.md rule 13. */
    @Test
    void aLeaseHasToHoldTwoCallsAndTenSeconds() {
        assertThat(complaints("broker.shopify.timeout", "PT20S"))
                .containsExactly("broker.lease: is shorter than twice broker.shopify.timeout plus 10 s (PT50S)");
        assertThat(complaints("broker.shopify.timeout", "PT20S", "broker.lease", "PT50S"))
                .isEmpty();
    }

    @Test
    void aFloorBeyondTheRenewalPointIsAContradiction() {
        assertThat(complaints("broker.refresh.at", "0.9", "broker.refresh.floor", "PT1M"))
                .hasSize(1);
        assertThat(complaints("broker.refresh.at", "0.9", "broker.refresh.floor", "PT30S"))
                .isEmpty();
    }

    @Test
    void plainHttpIsForSimulators() {
        assertThat(complaints("broker.shopify.url", "http://sim.invalid", "broker.shopify.insecure", "true"))
                .isEmpty();
    }

    @Test
    void aPasswordStandsInOnePlace() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "sim-password");

        assertThat(complaints(
                        "broker.database.password", "sim-password", "broker.database.password-file", file.toString()))
                .containsExactly(
                        "broker.database.password: both it and broker.database.password-file are set; keep one");
        assertThat(complaints("broker.database.password-file", file.toString())).isEmpty();
        assertThat(complaints(
                        "broker.database.password-file",
                        directory.resolve("absent").toString()))
                .containsExactly("broker.database.password-file: cannot be read");
    }

    @Test
    void anAuthorityWithoutEncryptionIsAContradiction() {
        assertThat(complaints("broker.database.ca-file", "/sim/ca.pem"))
                .containsExactly("broker.database.ca-file: is set, but broker.database.tls is false");
        assertThat(complaints("broker.database.ca-file", "/sim/ca.pem", "broker.database.tls", "true"))
                .isEmpty();
    }

    @Test
    void theLocalProviderNeedsItsFile() {
        Map<String, String> settings = least();
        settings.remove("broker.keys.local.file");

        assertThat(SettingsRules.complaints(read(settings)))
                .containsExactly("broker.keys.local.file: is needed where broker.keys.provider is local");
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        assertThat(complaints("broker.refresh.at", "2", "broker.lease", "PT1S", "broker.request.wait", "PT0S"))
                .extracting(complaint -> complaint.substring(0, complaint.indexOf(':')))
                .contains("broker.refresh.at", "broker.lease", "broker.request.wait");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker.leese",
                "broker.refresh.flor",
                "broker.apps.default.client-sekret",
                "broker.notifications.crm.urll",
                "broker.databse.url"
            })
    void aKeyThatNobodyKnowsStopsTheStartAndIsNamed(String key) {
        Map<String, String> settings = least();
        settings.put(key, "sim");

        assertThatThrownBy(() -> read(settings))
                .isInstanceOf(ConfigValidationException.class)
                .extracting(StartFailure::inOneLine)
                .asString()
                .contains(key)
                .doesNotContain("\n");
    }

    @Test
    void aSecretThatWasMappedIsNotPrinted() {
        Map<String, String> settings = least();
        settings.put("broker.database.password", "sim-password");

        assertThat(read(settings).toString()
                        + read(settings).database()
                        + read(settings).apps())
                .doesNotContain("sim-password")
                .doesNotContain("sim-secret");
    }

    /** The settle time stands beside the targets' names. */
    @Test
    void theSettleTimeIsNoTarget() {
        Map<String, String> settings = least();
        settings.put("broker.notifications.settle", "PT1M");
        settings.put("broker.notifications.crm.url", "https://crm.invalid/");
        settings.put("broker.notifications.crm.secret", "sim-secret");

        NotificationSettings notifications = read(settings).notifications();

        assertThat(notifications.settle()).isEqualTo(Duration.ofMinutes(1));
        assertThat(notifications.targets()).containsOnlyKeys("crm");
    }

    private static List<String> complaints(String... changes) {
        Map<String, String> settings = least();
        for (int i = 0; i < changes.length; i += 2) {
            settings.put(changes[i], changes[i + 1]);
        }
        return SettingsRules.complaints(read(settings));
    }

    private static Map<String, String> least() {
        return new HashMap<>(Map.of(
                "broker.apps.default.client-id", "sim-id",
                "broker.apps.default.client-secret", "sim-secret",
                "broker.database.url", "postgresql://db:5432/broker",
                "broker.database.username", "broker",
                "broker.keys.provider", "local",
                "broker.keys.local.file", "/sim/keys"));
    }

    private static BrokerSettings read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(BrokerSettings.class)
                .withDefaultValues(settings)
                .withSources(new io.smallrye.config.PropertiesConfigSource(settings, "test", 300))
                .withConverter(java.time.Duration.class, 200, java.time.Duration::parse)
                .build()
                .getConfigMapping(BrokerSettings.class);
    }
}
