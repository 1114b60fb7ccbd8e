package dev.tokenbroker.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultRulesTest {
    @TempDir
    Path directory;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void inOrder() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "sim-token");
        settings.put("broker.apps.default.client-id", "sim-id");
        settings.put("broker.database.url", "postgresql://db:5432/broker");
        settings.put("broker.database.username", "broker");
        settings.put("broker.vault.url", "https://vault.invalid:8200");
        settings.put("broker.vault.kubernetes.role", "token-broker");
        settings.put("broker.vault.kubernetes.token-file", token.toString());
        settings.put("broker.vault.approle.role-id", "sim-role");
        settings.put("broker.vault.approle.secret-id-file", token.toString());
        settings.put("broker.vault.token-file", token.toString());
    }

    @ParameterizedTest
    @CsvSource({"kubernetes", "approle", "token-file"})
    void eachWayToLogInStandsByItself(String method) {
        settings.put("broker.vault.auth", method);

        assertThat(complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes, broker.vault.kubernetes.role",
        "approle, broker.vault.approle.role-id",
        "approle, broker.vault.approle.secret-id-file",
        "token-file, broker.vault.token-file",
        "kubernetes, broker.vault.url",
    })
    void whatIsMissingIsNamed(String method, String key) {
        settings.put("broker.vault.auth", method);
        settings.remove(key);

        assertThat(complaints()).singleElement().asString().startsWith(key + ": is needed");
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes, broker.vault.kubernetes.token-file",
        "approle, broker.vault.approle.secret-id-file",
        "token-file, broker.vault.token-file",
        "kubernetes, broker.vault.ca-file",
    })
    void aFileThatCannotBeReadIsNamed(String method, String key) {
        settings.put("broker.vault.auth", method);
        settings.put(key, directory.resolve("absent").toString());

        assertThat(complaints())
                .singleElement()
                .asString()
                .startsWith(key + ": ")
                .endsWith("cannot be read");
    }

    @ParameterizedTest
    @CsvSource({
        "http://vault.internal:8200, is not https",
        "vault.internal:8200, is an https address",
        "ftp://vault.internal, is an https address",
        "https://vault.internal?token=sim, is an https address",
    })
    void anAddressThatCannotBeSafeIsNamed(String url, String why) {
        settings.put("broker.vault.url", url);

        assertThat(complaints()).singleElement().asString().startsWith("broker.vault.url: " + why);
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:8200", "http://localhost:8200", "http://[::1]:8200"})
    void anAgentOnLoopbackNeedsNoEncryption(String url) {
        settings.put("broker.vault.url", url);

        assertThat(complaints()).isEmpty();
    }

    @Test
    void aWayToLogInThatNobodyKnowsIsNamed() {
        settings.put("broker.vault.auth", "password");

        assertThatThrownBy(this::complaints).hasMessageContaining("broker.vault.auth");
    }

    @Test
    void theLocalProviderNeedsNoVault() {
        settings.keySet().removeIf(key -> key.startsWith("broker.vault."));
        settings.put("broker.keys.provider", "local");
        settings.put("broker.keys.local.file", "/sim/keys");

        assertThat(complaints()).isEmpty();
    }

    private List<String> complaints() {
        BrokerSettings read = new SmallRyeConfigBuilder()
                .withMapping(BrokerSettings.class)
                .withSources(new PropertiesConfigSource(settings, "test", 300))
                .withConverter(java.time.Duration.class, 200, java.time.Duration::parse)
                .build()
                .getConfigMapping(BrokerSettings.class);
        return VaultRules.complaints(read.keys(), read.vault());
    }
}
