package dev.tokenbroker.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import dev.tokenbroker.vaultsim.VaultSimulator;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a server that does as it is told can show. */
class VaultAccessTest {
    private static final KeyContext CONTEXT = KeyContext.ofInstallation(new AppName("default"), UUID.randomUUID());

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private SimulatedVaultLab lab;
    private VaultSimulator simulator;

    @BeforeEach
    void begin() {
        lab = new SimulatedVaultLab(Clock.systemUTC());
        lab.prepare();
        simulator = lab.simulator();
    }

    @AfterEach
    void end() {
        lab.close();
    }

    @Test
    void aThousandColdInstallationsAreAFewCalls() {
        try (VaultAccess broker = VaultLab.broker(lab.byAppRole(directory))) {
            byte[] wrapped =
                    broker.keys().create(CONTEXT).await().indefinitely().wrapped();

            // a machine that is busy may take longer than a call is given
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                simulator.calls().clear();
                List<CompletableFuture<DataKey>> together = IntStream.range(0, 1_000)
                        .mapToObj(i -> broker.keys().unwrap(CONTEXT, wrapped).subscribeAsCompletionStage())
                        .toList();

                assertThat(together).allSatisfy(one -> assertThat(one.join()).isNotNull());
                assertThat(simulator.calls().to("transit/decrypt")).isLessThanOrEqualTo(40);
            });
        }
    }

    @Test
    void aThousandDataKeysAreTakenOverByAFewCalls() {
        DataKey key = new DataKey(new byte[DataKey.BYTES]);
        Map<String, String> settings = lab.byAppRole(directory);

        Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            simulator.calls().clear();
            // it has not looked yet whether the key is derived
            try (VaultAccess broker =
                    VaultAccess.start(VaultLab.settings(settings), false, System::nanoTime, new java.util.Random())) {
                List<CompletableFuture<byte[]>> together = IntStream.range(0, 1_000)
                        .mapToObj(i -> broker.keys().wrap(CONTEXT, key).subscribeAsCompletionStage())
                        .toList();

                assertThat(together).allSatisfy(one -> assertThat(one.join()).isNotEmpty());
                assertThat(simulator.calls().to("transit/encrypt")).isLessThanOrEqualTo(40);
                assertThat(simulator.calls().to("transit/datakey")).isEqualTo(1);
            }
        });
    }

    @Test
    void aServerThatHangsIsAwayAfterTheLimitAndKeepsNoThread() {
        try (VaultAccess broker = VaultLab.broker(lab.byAppRole(directory))) {
            byte[] wrapped =
                    broker.keys().create(CONTEXT).await().indefinitely().wrapped();
            simulator.hang(true);

            KeysUnavailableException failure = catchThrowableOfType(
                    KeysUnavailableException.class,
                    () -> broker.keys().unwrap(CONTEXT, wrapped).await().atMost(Duration.ofSeconds(10)));

            assertThat(failure.reason()).isEqualTo(Reason.AWAY);
            simulator.hang(false);
            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(broker.keys()
                                    .unwrap(CONTEXT, wrapped)
                                    .await()
                                    .indefinitely())
                            .isNotNull());
        }
    }

    @Test
    void manyWhoMeetADeniedTokenCauseOneLogin() {
        Map<String, String> settings = lab.byAppRole(directory);
        long[] hurry = {0};
        try (VaultAccess broker = VaultAccess.start(
                VaultLab.settings(settings), true, () -> System.nanoTime() + hurry[0], new java.util.Random())) {
            byte[] wrapped =
                    broker.keys().create(CONTEXT).await().indefinitely().wrapped();

            Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                hurry[0] += Duration.ofMinutes(1).toNanos();
                simulator.revokeTokens();
                simulator.calls().clear();
                List<CompletableFuture<DataKey>> together = IntStream.range(0, 600)
                        .mapToObj(i -> broker.keys().unwrap(CONTEXT, wrapped).subscribeAsCompletionStage())
                        .toList();

                assertThat(together).allSatisfy(one -> assertThat(one.join()).isNotNull());
                assertThat(simulator.calls().to("login")).isEqualTo(1);
            });
        }
    }

    @Test
    void aStartWithoutVaultGoesOnAndHealsWhenItComes() {
        Map<String, String> settings = lab.byAppRole(directory);
        simulator.seal();

        try (VaultAccess broker = VaultLab.broker(settings)) {
            simulator.unseal();

            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(
                                    broker.keys().create(CONTEXT).await().indefinitely())
                            .isNotNull());
        }
    }

    @Test
    void aSecretIdThatIsReplacedInItsFileIsUsedAtTheNextLogin() throws Exception {
        Map<String, String> settings = lab.byAppRole(directory);
        Path file = Path.of(settings.get("broker.vault.approle.secret-id-file"));
        String right = Files.readString(file);
        Files.writeString(file, "sim-wrong");
        simulator.seal();

        try (VaultAccess broker = VaultLab.broker(settings)) {
            simulator.unseal();
            Files.writeString(file, right);

            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(
                                    broker.keys().create(CONTEXT).await().indefinitely())
                            .isNotNull());
        }
    }

    @Test
    void aCertificateIsTrustedWhereItsAuthorityIsAndNowhereElse() throws Exception {
        SelfSigned ours = SelfSigned.make(Files.createDirectory(directory.resolve("ours")));
        SelfSigned another = SelfSigned.make(Files.createDirectory(directory.resolve("another")));
        Vertx vertx = Vertx.vertx();
        HttpServerOptions options = new HttpServerOptions()
                .setPort(0)
                .setSsl(true)
                .setKeyCertOptions(
                        new PfxOptions().setPath(ours.keyStore().toString()).setPassword(SelfSigned.PASSWORD));
        try (VaultSimulator server = VaultSimulator.start(vertx, Clock.systemUTC(), options)) {
            Map<String, String> settings = new HashMap<>(lab.byTokenFile(directory, VaultSimulator.ROOT_TOKEN));
            settings.put("broker.vault.url", server.url());

            refused(settings, "broker.vault.ca-file: ");
            settings.put("broker.vault.ca-file", another.pem().toString());
            refused(settings, "broker.vault.ca-file: ");
            settings.put("broker.vault.ca-file", ours.pem().toString());
            refused(settings, "broker.vault.transit.mount: ");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** On a busy machine a start may find the server away, and go on without it. */
    private static void refused(Map<String, String> settings, String complaint) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThatThrownBy(() -> VaultLab.broker(settings).close())
                                .hasMessageStartingWith(complaint));
    }

    @Test
    void aNamespaceIsNamedInEveryCall() {
        Map<String, String> settings = lab.byAppRole(directory);
        settings.put("broker.vault.namespace", "team");

        assertThatThrownBy(() -> VaultLab.broker(settings)).hasMessageStartingWith("broker.vault.approle.role-id: ");
    }
}
