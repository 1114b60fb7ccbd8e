package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that move, from one wrapping to another, while what is shipped serves. */
class VaultKeysIT {
    private static final int INSTALLATIONS = Integer.getInteger("vault.installations", 200);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    static Path directory;

    private static VaultWorld vaulted;

    @BeforeAll
    static void begin() {
        vaulted = VaultWorld.start("vault-keys-world", directory);
    }

    @AfterAll
    static void end() {
        vaulted.close();
    }

    @Test
    void aWrappedKeyMovedToAnotherRowIsRefusedThereAlone() throws Exception {
        String one;
        String other;
        String third;
        try (BrokerProcess broker = vaulted.start(vaulted.login("approle")).ready()) {
            BrokerClient client = vaulted.client(broker);
            one = vaulted.enrolled(client);
            other = vaulted.enrolled(client);
            third = vaulted.enrolled(client);
        }
        vaulted.sql("update installation i set wrapped_data_key = j.wrapped_data_key, data_key_id = j.data_key_id"
                + " from installation j where i.domain = '" + one + "' and j.domain = '" + other + "'");
        try (BrokerProcess broker = vaulted.start(vaulted.login("approle")).ready()) {
            BrokerClient client = vaulted.client(broker);

            assertThat(client.read(one).status()).isEqualTo(503);
            assertThat(client.read(one).text("code")).isEqualTo("keys-unavailable");
            assertThat(client.read(other).status()).isEqualTo(200);
            assertThat(client.read(third).status()).isEqualTo(200);
            assertThat(broker.metric("broker_keys_quarantined")).isEqualTo(1);
        }
        vaulted.sql("delete from token_pair where installation_id = (select id from installation where domain = '" + one
                + "')");
        vaulted.sql("delete from installation where domain = '" + one + "'");
    }

    @Test
    void everyKeyIsRewrappedUnderRenewalsAndNoPairIsLost() throws Exception {
        Map<String, String> settings = vaulted.login("approle");
        settings.put("broker.refresh.per-second", "400");
        settings.put("broker.refresh.settle", "PT0S");
        settings.put("broker.callers.developer.requests-per-second", "5000");
        try (BrokerProcess broker = vaulted.start(settings).ready()) {
            BrokerClient client = vaulted.client(broker);
            List<SimulatedShop> shops = new ArrayList<>();
            for (int i = 0; i < INSTALLATIONS; i++) {
                SimulatedShop shop = client.newShop();
                vaulted.enrol(client, shop, 0);
                shops.add(shop);
            }
            vaulted.vault().rotate();
            int newest = vaulted.vault()
                    .operate("GET", "transit/keys/token-broker", null)
                    .getJsonObject("data")
                    .getInteger("latest_version");

            Answer started = client.post("/v1/operations/rewrap", new JsonObject());
            List<CompletableFuture<Answer>> renewals = new ArrayList<>();
            for (SimulatedShop shop : shops) {
                renewals.add(client.readLater(shop.domain()));
                LockSupport.parkNanos(5_000_000);
            }

            assertThat(started.status()).isEqualTo(202);
            assertThat(started.header("Location")).startsWith("/v1/operations/rewrap/");
            assertThat(renewals).allSatisfy(renewal -> {
                assertThat(renewal.join().status()).isEqualTo(200);
                assertThat(renewal.join().body().getLong("version")).isEqualTo(2);
            });
            JsonObject done = untilDone(client, started);
            assertThat(done.getLong("remaining")).isZero();
            assertThat(done.getLong("failed")).isZero();
            assertThat(vaulted.installations("wrapping_provider = 'vault' and wrapping_version < " + newest))
                    .isZero();
            assertThat(shops)
                    .allSatisfy(shop -> assertThat(client.post(
                                            "/v1/shops/" + shop.domain() + "/access-token/refresh",
                                            new JsonObject().put("version", 2))
                                    .body()
                                    .getLong("version"))
                            .isEqualTo(3));
        }
    }

    @Test
    void aFleetMovesFromAKeyFileToVaultAndBackWhileItServes() throws Exception {
        Map<String, String> vaultToo = vaulted.login("approle");
        Map<String, String> before = new LinkedHashMap<>(vaultToo);
        before.put("broker.keys.provider", "local");
        String shop;
        try (BrokerProcess broker = vaulted.start(before).ready()) {
            shop = vaulted.enrolled(vaulted.client(broker));
        }
        for (String provider : List.of("vault", "local")) {
            Map<String, String> settings = new LinkedHashMap<>(vaultToo);
            settings.put("broker.keys.provider", provider);
            settings.put("broker.keys.local.file", vaulted.settings().get("broker.keys.local.file"));
            try (BrokerProcess broker = vaulted.start(settings).ready()) {
                BrokerClient client = vaulted.client(broker);
                assertThat(client.read(shop).status()).isEqualTo(200);

                Answer started = client.post("/v1/operations/rekey", new JsonObject().put("to", provider));

                assertThat(started.status()).isEqualTo(202);
                untilDone(client, started);
                assertThat(client.read(shop).status()).isEqualTo(200);
                assertThat(vaulted.installations("wrapping_provider <> '" + provider + "'"))
                        .isZero();
            }
        }
        try (BrokerProcess broker =
                vaulted.start(Map.of("broker.keys.provider", "local")).ready()) {
            BrokerClient client = vaulted.client(broker);
            assertThat(client.read(shop).status()).isEqualTo(200);
        }
        Map<String, String> settings = new LinkedHashMap<>(vaultToo);
        settings.put("broker.keys.local.file", vaulted.settings().get("broker.keys.local.file"));
        try (BrokerProcess broker = vaulted.start(settings).ready()) {
            BrokerClient client = vaulted.client(broker);
            untilDone(client, client.post("/v1/operations/rekey", new JsonObject().put("to", "vault")));
        }
    }

    private static JsonObject untilDone(BrokerClient client, Answer started) {
        String run = started.header("Location");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> client.get(run).text("state").equals("done"));
        return client.get(run).body();
    }
}
