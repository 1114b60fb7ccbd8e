package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.vault.SimulatedVaultLab;
import dev.tokenbroker.vaultsim.VaultCalls;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reads cost Vault, counted there, through the whole of what is shipped. */
class VaultCallsIT {
    private static final String INSTALLATIONS = "v1|default|";
    private static final int COLD = 200;

    @TempDir
    static Path directory;

    private static SimulatedVaultLab vault;
    private static VaultWorld vaulted;

    @BeforeAll
    static void begin() {
        vault = new SimulatedVaultLab(Clock.systemUTC());
        vaulted = VaultWorld.start("vault-calls-world", directory, vault.prepare());
    }

    @AfterAll
    static void end() {
        vaulted.close();
    }

    @Test
    void aFreshReplicaUnwrapsItsKeysInBatchesAndAsksNothingForWarmReads() throws Exception {
        VaultCalls calls = vault.simulator().calls();
        List<String> shops = new ArrayList<>();
        try (BrokerProcess broker = start().ready()) {
            BrokerClient client = vaulted.client(broker);
            for (int i = 0; i < COLD; i++) {
                shops.add(vaulted.enrolled(client));
            }
        }
        try (BrokerProcess fresh = start().ready()) {
            BrokerClient client = vaulted.client(fresh);
            calls.clear();

            readTillServed(client, shops);

            assertThat(calls.items(INSTALLATIONS)).isGreaterThanOrEqualTo(COLD);
            assertThat(calls.within(INSTALLATIONS)).isLessThan(COLD / 2);
            calls.clear();
            for (int round = 0; round < 5; round++) {
                assertThat(read(client, shops)).allMatch(answer -> answer.status() == 200);
            }
            // the canary is what it asked meanwhile, if anything
            assertThat(calls.within(INSTALLATIONS)).isZero();
            assertThat(calls.within("v1||")).isEqualTo(calls.all().size());
        }
    }

    /** On a busy machine a call may take longer than it is given. */
    private static void readTillServed(BrokerClient client, List<String> shops) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> read(client, shops).stream().allMatch(answer -> answer.status() == 200));
    }

    private static List<Answer> read(BrokerClient client, List<String> shops) {
        return shops.stream().map(client::readLater).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static BrokerProcess start() throws IOException {
        Map<String, String> settings = vaulted.login("approle");
        settings.put("broker.callers.developer.requests-per-second", "5000");
        return vaulted.start(settings);
    }
}
