package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shipped, with its keys in Vault. */
class VaultIT {
    private static final Duration IN_TIME = Duration.ofSeconds(25);

    @TempDir
    static Path directory;

    private static VaultWorld vaulted;

    @BeforeAll
    static void begin() {
        vaulted = VaultWorld.start("vault-world", directory);
    }

    @AfterAll
    static void end() {
        vaulted.close();
    }

    @AfterEach
    void inOrderAgain() {
        vaulted.vault().allow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", "approle", "token-file"})
    void aTokenIsEnrolledReadRenewedAndReadAfterARestart(String login) throws Exception {
        Map<String, String> settings = vaulted.login(login);
        SimulatedShop living;
        SimulatedShop renewed;
        IssuedPair pair;
        try (BrokerProcess broker = vaulted.start(settings).ready()) {
            BrokerClient client = vaulted.client(broker);
            living = client.newShop();
            pair = vaulted.enrol(client, living, 3600);
            renewed = client.newShop();
            vaulted.enrol(client, renewed, 0);
            Awaitility.await().until(() -> client.read(renewed.domain()).status() == 200);
            broker.terminate(IN_TIME);
        }
        try (BrokerProcess restarted = vaulted.start(settings).ready()) {
            BrokerClient client = vaulted.client(restarted);

            assertThat(client.read(living.domain()).text("access_token")).isEqualTo(pair.accessToken());
            assertThat(renewed.isAccepted(client.read(renewed.domain()).text("access_token")))
                    .isTrue();
        }
    }

    @Test
    void withEverythingLoggedNoTokenAndNoKeyIs() throws Exception {
        String token = vaulted.vault().newToken("1h");
        Map<String, String> settings = vaulted.loginWith(token);
        settings.put("quarkus.log.level", "TRACE");
        settings.put("quarkus.log.console.level", "TRACE");
        try (BrokerProcess broker = vaulted.start(settings).ready()) {
            BrokerClient client = vaulted.client(broker);
            SimulatedShop shop = client.newShop();
            IssuedPair pair = vaulted.enrol(client, shop, 0);
            String access = client.read(shop.domain()).text("access_token");
            vaulted.vault().deny();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(9))
                    .until(() -> client.read(shop.domain()).status() == 503);
            vaulted.vault().allow();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> client.read(shop.domain()).status() == 200);
            broker.terminate(IN_TIME);

            assertThat(broker.output()).hasSizeGreaterThan(10);
            assertThat(List.of(broker.output(), broker.errors()))
                    .allSatisfy(lines -> assertThat(lines)
                            .noneMatch(line -> line.contains(token)
                                    || line.contains(pair.accessToken())
                                    || line.contains(pair.refreshToken())
                                    || line.contains(access)
                                    // the log is JSON, where a quotation mark has a stroke before it
                                    || line.replace("\\", "").contains("\"plaintext\"")));
        }
    }

    @Test
    void aClientSecretInVaultIsUsedForRenewals() throws Exception {
        vaulted.vault()
                .operate(
                        "POST",
                        "secret/data/token-broker/default",
                        new JsonObject().put("data", new JsonObject().put("secret", DevelopmentWorld.CLIENT_SECRET)));
        Map<String, String> settings = vaulted.login("approle");
        settings.put("broker.apps.default.client-secret-vault", "secret/token-broker/default#secret");
        settings.put("-", "broker.apps.default.client-secret");
        try (BrokerProcess broker = vaulted.start(settings).ready()) {
            BrokerClient client = vaulted.client(broker);
            SimulatedShop shop = client.newShop();
            vaulted.enrol(client, shop, 0);

            assertThat(client.read(shop.domain()).status()).isEqualTo(200);
        }
    }
}
