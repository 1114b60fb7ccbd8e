package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped, while Vault refuses or is sealed. */
class VaultOutageIT {
    @TempDir
    static Path directory;

    private static VaultWorld vaulted;

    @BeforeAll
    static void begin() {
        vaulted = VaultWorld.start("vault-outage-world", directory);
    }

    @AfterAll
    static void end() {
        vaulted.close();
    }

    @AfterEach
    void inOrderAgain() {
        vaulted.vault().allow();
    }

    @Test
    void permissionDeniedSilencesTheBrokerWithinSevenSecondsAndYesEndsTheSilence() throws Exception {
        try (BrokerProcess broker = vaulted.start(vaulted.login("approle")).ready()) {
            BrokerClient client = vaulted.client(broker);
            String shop = vaulted.enrolled(client);
            Awaitility.await().until(() -> broker.metric("broker_key_service_up") == 1);

            vaulted.vault().deny();
            long denied = System.nanoTime();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(9))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> client.read(shop).status() == 503);
            Duration until = Duration.ofNanos(System.nanoTime() - denied);

            assertThat(until).isLessThan(Duration.ofSeconds(7));
            assertThat(client.read(shop).text("code")).isEqualTo("keys-unavailable");
            assertThat(broker.metric("broker_key_service_up")).isZero();
            assertThat(broker.isReady()).isTrue();
            vaulted.vault().allow();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> client.read(shop).status() == 200);
        }
    }

    @Test
    void aSealedVaultIsNoticedByNoWarmReaderAndRenewalsGoOn() throws Exception {
        Map<String, String> settings = vaulted.login("approle");
        settings.put("broker.refresh.settle", "PT0S");
        try (BrokerProcess broker = vaulted.start(settings).ready()) {
            BrokerClient client = vaulted.client(broker);
            String warm = vaulted.enrolled(client);
            SimulatedShop expiring = client.newShop();
            vaulted.enrol(client, expiring, 0);
            client.read(expiring.domain());

            vaulted.vault().seal();
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> broker.metric("broker_key_service_up") == 0);
                Answer renewal = client.post(
                        "/v1/shops/" + expiring.domain() + "/access-token/refresh", new JsonObject().put("version", 2));

                assertThat(client.read(warm).status()).isEqualTo(200);
                assertThat(renewal.status()).isEqualTo(200);
                assertThat(renewal.body().getLong("version")).isEqualTo(3);
                assertThat(broker.isReady()).isTrue();
            } finally {
                vaulted.vault().unseal();
            }
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> broker.metric("broker_key_service_up") == 1);
        }
    }
}
