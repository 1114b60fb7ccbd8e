package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.vault.VaultLab;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** A world whose brokers have their keys in Vault: in a real server where there is one, else in the simulator. */
final class VaultWorld implements AutoCloseable {
    private static final Duration PAST_A_LEASE = Duration.ofSeconds(90);

    private final Path target;
    private final Path directory;
    private final DevelopmentWorld world;
    private final VaultLab vault;

    private VaultWorld(Path target, Path directory, VaultLab vault) {
        this.target = target;
        this.directory = directory;
        this.vault = vault;
        this.world = DevelopmentWorld.start(target, Clock.systemUTC());
    }

    /** @param directory for Vault's own files, and what brokers log in with */
    static VaultWorld start(String name, Path directory) {
        return start(name, directory, VaultLab.any(directory));
    }

    static VaultWorld start(String name, Path directory, VaultLab vault) {
        return new VaultWorld(Path.of("target", name), directory, vault);
    }

    VaultLab vault() {
        return vault;
    }

    /** Of a broker in this world that keeps its keys in a file. */
    Map<String, String> settings() {
        return world.settings();
    }

    /** Of a broker that logs in in one of three ways. */
    Map<String, String> login(String method) {
        return switch (method) {
            case "kubernetes" -> vault.byKubernetes(directory);
            case "approle" -> vault.byAppRole(directory);
            default -> loginWith(vault.newToken("1h"));
        };
    }

    Map<String, String> loginWith(String token) {
        return vault.byTokenFile(directory, token);
    }

    /** The world's settings with keys in Vault; {@code -} names a setting that is to be left out. */
    BrokerProcess start(Map<String, String> changes) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(world.settings());
        settings.put("broker.keys.provider", "vault");
        if (!changes.containsKey("broker.keys.provider")) {
            settings.remove("broker.keys.local.file");
        }
        settings.putAll(changes);
        settings.remove(settings.remove("-"));
        return BrokerProcess.start(target.resolve("run"), settings);
    }

    BrokerClient client(BrokerProcess broker) {
        return new BrokerClient(world, broker.base());
    }

    String enrolled(BrokerClient client) {
        SimulatedShop shop = client.newShop();
        enrol(client, shop, 3600);
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .until(() -> client.read(shop.domain()).status() == 200);
        return shop.domain();
    }

    /** As callers do: whoever is told 503 comes again, past the lease of an attempt that was cut off as well. */
    IssuedPair enrol(BrokerClient client, SimulatedShop shop, int expiresIn) {
        IssuedPair pair = shop.issueExpiring(world.app());
        Awaitility.await().pollDelay(Duration.ZERO).atMost(PAST_A_LEASE).untilAsserted(() -> {
            Answer answer = client.put(shop.domain(), BrokerClient.expiring(pair, expiresIn));
            assertThat(answer.status()).as(answer.response().body()).isLessThan(300);
        });
        return pair;
    }

    void sql(String statement) throws SQLException {
        try (Connection connection = world.database().connect();
                Statement run = connection.createStatement()) {
            run.executeUpdate(statement);
        }
    }

    /** How many have a data key, and meet a condition. */
    long installations(String condition) throws SQLException {
        try (Connection connection = world.database().connect();
                Statement run = connection.createStatement();
                var found = run.executeQuery(
                        "select count(*) from installation where data_key_id is not null and " + condition)) {
            found.next();
            return found.getLong(1);
        }
    }

    @Override
    public void close() {
        vault.close();
        world.close();
    }
}
