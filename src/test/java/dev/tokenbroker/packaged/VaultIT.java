package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.vault.VaultLab;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shipped, with its keys in Vault: in a real server where there is one, else in the simulator. */
class VaultIT {
    private static final Path DIRECTORY = Path.of("target", "vault-world");
    private static final Duration IN_TIME = Duration.ofSeconds(25);
    private static final int INSTALLATIONS = Integer.getInteger("vault.installations", 200);

    @TempDir
    static Path vaultDirectory;

    @TempDir
    Path directory;

    private static DevelopmentWorld world;
    private static VaultLab vault;

    @BeforeAll
    static void begin() {
        world = DevelopmentWorld.start(DIRECTORY, Clock.systemUTC());
        vault = VaultLab.any(vaultDirectory);
    }

    @AfterAll
    static void end() {
        vault.close();
        world.close();
    }

    @AfterEach
    void inOrderAgain() {
        vault.allow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", "approle", "token-file"})
    void aTokenIsEnrolledReadRenewedAndReadAfterARestart(String login) throws Exception {
        Map<String, String> settings = login(login);
        SimulatedShop living;
        SimulatedShop renewed;
        IssuedPair pair;
        try (BrokerProcess broker = start(settings).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            living = client.newShop();
            pair = enrol(client, living, 3600);
            renewed = client.newShop();
            enrol(client, renewed, 0);
            Awaitility.await().until(() -> client.read(renewed.domain()).status() == 200);
            broker.terminate(IN_TIME);
        }
        try (BrokerProcess restarted = start(settings).ready()) {
            BrokerClient client = new BrokerClient(world, restarted.base());

            assertThat(client.read(living.domain()).text("access_token")).isEqualTo(pair.accessToken());
            assertThat(renewed.isAccepted(client.read(renewed.domain()).text("access_token")))
                    .isTrue();
        }
    }

    @Test
    void permissionDeniedSilencesTheBrokerWithinSevenSecondsAndYesEndsTheSilence() throws Exception {
        try (BrokerProcess broker = start(login("approle")).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            String shop = enrolled(client);
            Awaitility.await().until(() -> broker.metric("broker_key_service_up") == 1);

            vault.deny();
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
            vault.allow();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> client.read(shop).status() == 200);
        }
    }

    @Test
    void aSealedVaultIsNoticedByNoWarmReaderAndRenewalsGoOn() throws Exception {
        Map<String, String> settings = login("approle");
        settings.put("broker.refresh.settle", "PT0S");
        try (BrokerProcess broker = start(settings).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            String warm = enrolled(client);
            SimulatedShop expiring = client.newShop();
            enrol(client, expiring, 0);
            client.read(expiring.domain());

            vault.seal();
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
                vault.unseal();
            }
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> broker.metric("broker_key_service_up") == 1);
        }
    }

    @Test
    void aWrappedKeyMovedToAnotherRowIsRefusedThereAlone() throws Exception {
        String one;
        String other;
        String third;
        try (BrokerProcess broker = start(login("approle")).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            one = enrolled(client);
            other = enrolled(client);
            third = enrolled(client);
        }
        sql("update installation i set wrapped_data_key = j.wrapped_data_key, data_key_id = j.data_key_id"
                + " from installation j where i.domain = '" + one + "' and j.domain = '" + other + "'");
        try (BrokerProcess broker = start(login("approle")).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());

            assertThat(client.read(one).status()).isEqualTo(503);
            assertThat(client.read(one).text("code")).isEqualTo("keys-unavailable");
            assertThat(client.read(other).status()).isEqualTo(200);
            assertThat(client.read(third).status()).isEqualTo(200);
            assertThat(broker.metric("broker_keys_quarantined")).isEqualTo(1);
        }
        sql("delete from token_pair where installation_id = (select id from installation where domain = '" + one
                + "')");
        sql("delete from installation where domain = '" + one + "'");
    }

    @Test
    void everyKeyIsRewrappedUnderRenewalsAndNoPairIsLost() throws Exception {
        Map<String, String> settings = login("approle");
        settings.put("broker.refresh.per-second", "400");
        settings.put("broker.refresh.settle", "PT0S");
        settings.put("broker.callers.developer.requests-per-second", "5000");
        try (BrokerProcess broker = start(settings).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            List<SimulatedShop> shops = new ArrayList<>();
            for (int i = 0; i < INSTALLATIONS; i++) {
                SimulatedShop shop = client.newShop();
                enrol(client, shop, 0);
                shops.add(shop);
            }
            vault.rotate();
            int newest = vault.operate("GET", "transit/keys/token-broker", null)
                    .getJsonObject("data")
                    .getInteger("latest_version");

            Answer started = client.post("/v1/operations/rewrap", new JsonObject());
            List<CompletableFuture<Answer>> renewals = new ArrayList<>();
            for (SimulatedShop shop : shops) {
                renewals.add(client.readLater(shop.domain()));
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
            }

            assertThat(started.status()).isEqualTo(202);
            assertThat(started.header("Location")).startsWith("/v1/operations/rewrap/");
            assertThat(renewals).allSatisfy(renewal -> {
                assertThat(renewal.join().status()).isEqualTo(200);
                assertThat(renewal.join().body().getLong("version")).isEqualTo(2);
            });
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() ->
                            client.get(started.header("Location")).text("state").equals("done"));
            JsonObject done = client.get(started.header("Location")).body();
            assertThat(done.getLong("remaining")).isZero();
            assertThat(done.getLong("failed")).isZero();
            assertThat(count("wrapping_provider = 'vault' and wrapping_version < " + newest))
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
        Map<String, String> vaultToo = login("approle");
        Map<String, String> before = new LinkedHashMap<>(vaultToo);
        before.put("broker.keys.provider", "local");
        String shop;
        try (BrokerProcess broker = start(before).ready()) {
            shop = enrolled(new BrokerClient(world, broker.base()));
        }
        for (String provider : List.of("vault", "local")) {
            Map<String, String> settings = new LinkedHashMap<>(vaultToo);
            settings.put("broker.keys.provider", provider);
            settings.put("broker.keys.local.file", world.settings().get("broker.keys.local.file"));
            try (BrokerProcess broker = start(settings).ready()) {
                BrokerClient client = new BrokerClient(world, broker.base());
                assertThat(client.read(shop).status()).isEqualTo(200);

                Answer started = client.post("/v1/operations/rekey", new JsonObject().put("to", provider));

                assertThat(started.status()).isEqualTo(202);
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> client.get(started.header("Location"))
                                .text("state")
                                .equals("done"));
                assertThat(client.read(shop).status()).isEqualTo(200);
                assertThat(count("wrapping_provider <> '" + provider + "'")).isZero();
            }
        }
        try (BrokerProcess broker =
                start(Map.of("broker.keys.provider", "local")).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            assertThat(client.read(shop).status()).isEqualTo(200);
        }
        Map<String, String> settings = new LinkedHashMap<>(vaultToo);
        settings.put("broker.keys.local.file", world.settings().get("broker.keys.local.file"));
        try (BrokerProcess broker = start(settings).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            Answer started = client.post("/v1/operations/rekey", new JsonObject().put("to", "vault"));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() ->
                            client.get(started.header("Location")).text("state").equals("done"));
        }
    }

    @Test
    void withEverythingLoggedNoTokenAndNoKeyIs() throws Exception {
        String token = vault.newToken("1h");
        Map<String, String> settings = new LinkedHashMap<>(vault.byTokenFile(directory, token));
        settings.put("quarkus.log.level", "TRACE");
        settings.put("quarkus.log.console.level", "TRACE");
        try (BrokerProcess broker = start(settings).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            SimulatedShop shop = client.newShop();
            IssuedPair pair = enrol(client, shop, 0);
            String access = client.read(shop.domain()).text("access_token");
            vault.deny();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(9))
                    .until(() -> client.read(shop.domain()).status() == 503);
            vault.allow();
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
        vault.operate(
                "POST",
                "secret/data/token-broker/default",
                new JsonObject().put("data", new JsonObject().put("secret", DevelopmentWorld.CLIENT_SECRET)));
        Map<String, String> settings = login("approle");
        settings.put("broker.apps.default.client-secret-vault", "secret/token-broker/default#secret");
        settings.put("-", "broker.apps.default.client-secret");
        try (BrokerProcess broker = start(settings).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            SimulatedShop shop = client.newShop();
            enrol(client, shop, 0);

            assertThat(client.read(shop.domain()).status()).isEqualTo(200);
        }
    }

    private Map<String, String> login(String method) {
        return switch (method) {
            case "kubernetes" -> vault.byKubernetes(directory);
            case "approle" -> vault.byAppRole(directory);
            default -> vault.byTokenFile(directory, vault.newToken("1h"));
        };
    }

    private static String enrolled(BrokerClient client) {
        SimulatedShop shop = client.newShop();
        enrol(client, shop, 3600);
        Awaitility.await().until(() -> client.read(shop.domain()).status() == 200);
        return shop.domain();
    }

    /** As callers do: whoever is told 503 comes again, past the lease of an attempt that was cut off as well. */
    private static IssuedPair enrol(BrokerClient client, SimulatedShop shop, int expiresIn) {
        IssuedPair pair = shop.issueExpiring(world.app());
        Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            Answer answer = client.put(shop.domain(), BrokerClient.expiring(pair, expiresIn));
            assertThat(answer.status()).as(answer.response().body()).isLessThan(300);
        });
        return pair;
    }

    /** The world's settings with keys in Vault; {@code -} names a setting that is to be left out. */
    private static BrokerProcess start(Map<String, String> changes) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(world.settings());
        settings.put("broker.keys.provider", "vault");
        if (!changes.containsKey("broker.keys.provider")) {
            settings.remove("broker.keys.local.file");
        }
        settings.putAll(changes);
        settings.remove(settings.remove("-"));
        return BrokerProcess.start(DIRECTORY.resolve("run"), settings);
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = connect();
                Statement run = connection.createStatement()) {
            run.executeUpdate(statement);
        }
    }

    private static long count(String condition) throws SQLException {
        try (Connection connection = connect();
                Statement run = connection.createStatement();
                var found = run.executeQuery(
                        "select count(*) from installation where data_key_id is not null and " + condition)) {
            found.next();
            return found.getLong(1);
        }
    }

    private static Connection connect() throws SQLException {
        return world.database().connect();
    }
}
