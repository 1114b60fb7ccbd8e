package dev.tokenbroker.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.SecretReference;
import dev.tokenbroker.app.SecretStore.Found;
import dev.tokenbroker.secret.SecretFile;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeyService.NewDataKey;
import dev.tokenbroker.token.KeyVersion;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the broker relies on, claimed of the simulator and of a real server alike. */
abstract class VaultConformance {
    private static final java.time.Duration PATIENCE = java.time.Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private VaultLab lab;
    private VaultAccess broker;
    private KeyService keys;

    abstract VaultLab lab();

    @BeforeEach
    void logIn() {
        lab = lab();
        lab.allow();
        broker = VaultLab.broker(lab.byAppRole(directory));
        keys = broker.keys();
    }

    @AfterEach
    void leave() {
        broker.close();
    }

    @Test
    void aDataKeyUnwrapsToItselfAndSaysWhoWrappedIt() {
        KeyContext context = context();

        NewDataKey made = create(context);

        assertThat(name(unwrap(context, made.wrapped()))).isEqualTo(name(made.key()));
        assertThat(KeyVersion.of(made.wrapped()))
                .get()
                .extracting(KeyVersion::version)
                .isEqualTo(newest());
        assertThat(keys.up()).isTrue();
    }

    @Test
    void itDoesNotOpenForAnotherInstallation() {
        NewDataKey made = create(context());

        assertThat(failure(keys.unwrap(context(), made.wrapped()))).isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(failure(keys.rewrap(context(), made.wrapped()))).isEqualTo(Reason.NOT_AUTHENTIC);
    }

    @Test
    void oneThatDoesNotOpenSpoilsNoOther() {
        KeyContext context = context();
        byte[] good = create(context).wrapped();
        byte[] altered = good.clone();
        altered[altered.length - 5] ^= 1;

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            List<CompletableFuture<?>> together = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                byte[] wrapped = i == 7 ? altered : good;
                together.add(keys.unwrap(context, wrapped).subscribeAsCompletionStage());
                together.add(keys.rewrap(context, wrapped).subscribeAsCompletionStage());
            }

            List<Throwable> failures =
                    together.stream().map(one -> catchThrowable(one::join)).toList();
            assertThat(failures.stream().filter(failure -> failure != null)).hasSize(2);
            assertThat(failures.subList(14, 16))
                    .allSatisfy(failure -> assertThat(reason(failure)).isEqualTo(Reason.NOT_AUTHENTIC));
        });
    }

    @Test
    void afterARotationARewrapBringsTheSameKeyUnderTheNewestVersion() {
        KeyContext context = context();
        NewDataKey made = create(context);
        lab.rotate();

        byte[] rewrapped = keys.rewrap(context, made.wrapped()).await().indefinitely();

        assertThat(KeyVersion.of(rewrapped))
                .get()
                .extracting(KeyVersion::version)
                .isEqualTo(newest());
        assertThat(name(unwrap(context, rewrapped))).isEqualTo(name(made.key()));
        assertThat(name(unwrap(context, made.wrapped()))).isEqualTo(name(made.key()));
    }

    @Test
    void aVersionThatIsNotAllowedAnyMoreConcernsWhatItWrappedAlone() {
        KeyContext context = context();
        byte[] old = create(context).wrapped();
        lab.rotate();
        byte[] rewrapped = keys.rewrap(context, old).await().indefinitely();

        lab.refuseVersionsBefore(newest());

        assertThat(failure(keys.unwrap(context, old))).isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(failure(keys.rewrap(context, old))).isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(catchThrowable(() -> unwrap(context, rewrapped))).isNull();
        lab.refuseVersionsBefore(1);
        assertThat(catchThrowable(() -> unwrap(context, old))).isNull();
    }

    @Test
    void aKeyThatAnotherServiceWrappedIsTakenOver() {
        KeyContext context = context();
        DataKey key = new DataKey(new byte[DataKey.BYTES]);

        byte[] wrapped = keys.wrap(context, key).await().indefinitely();

        assertThat(name(unwrap(context, wrapped))).isEqualTo(name(key));
    }

    @Test
    void aTokenThatWasRevokedIsReplacedByAnotherLogin() {
        KeyContext context = context();
        byte[] wrapped = create(context).wrapped();
        VaultAccess old = VaultAccess.start(
                VaultLab.settings(lab.byAppRole(directory)), true, new Hurried()::nanos, new java.util.Random());

        lab.revokeLogins();

        Awaitility.await()
                .untilAsserted(() -> assertThat(catchThrowable(() ->
                                old.keys().unwrap(context, wrapped).await().indefinitely()))
                        .isNull());
        old.close();
    }

    @Test
    void aPolicyThatGrantsNothingIsARefusalAndTheOneThatGrantsIsNone() {
        KeyContext context = context();
        byte[] wrapped = create(context).wrapped();

        lab.deny();

        assertThat(failure(keys.unwrap(context, wrapped))).isEqualTo(Reason.REFUSED);
        assertThat(failure(keys.create(context))).isEqualTo(Reason.REFUSED);
        assertThat(keys.up()).isFalse();
        lab.allow();
        assertThat(catchThrowable(() -> unwrap(context, wrapped))).isNull();
        assertThat(keys.up()).isTrue();
    }

    @Test
    void aSealedServerIsAwayAndAnUnsealedOneHeals() {
        org.junit.jupiter.api.Assumptions.assumeTrue(sealable());
        KeyContext context = context();
        byte[] wrapped = create(context).wrapped();

        lab.seal();
        try {
            assertThat(failure(keys.unwrap(context, wrapped))).isEqualTo(Reason.AWAY);
            assertThat(keys.up()).isFalse();
        } finally {
            lab.unseal();
        }

        Awaitility.await().ignoreExceptions().untilAsserted(() -> unwrap(context, wrapped));
    }

    boolean sealable() {
        return true;
    }

    @ParameterizedTest
    @CsvSource({
        "broker.vault.transit.key, absent, does not have",
        "broker.vault.transit.key, not-derived, denies",
        "broker.vault.approle.role-id, nobody, refuses the login",
        "broker.vault.approle.mount, absent, refuses the login",
        "broker.vault.token-file, /nowhere, cannot be read"
    })
    void settingsThatCannotWorkStopTheStartAndAreNamed(String setting, String value, String why) {
        Map<String, String> settings = new HashMap<>(lab.byAppRole(directory));
        settings.put(setting, value);
        if (setting.equals("broker.vault.token-file")) {
            settings.put("broker.vault.auth", "token-file");
        }
        if (value.equals("absent") && setting.endsWith("key")) {
            settings.putAll(lab.byTokenFile(directory, lab.rootToken()));
        }

        assertThatThrownBy(() -> VaultLab.broker(settings).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        setting.endsWith("approle.mount") ? "broker.vault.approle.role-id: " : setting + ": ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aKeyThatIsNotDerivedIsRefused() {
        lab.newKey("not-derived", false);
        Map<String, String> settings = lab.byTokenFile(directory, lab.rootToken());
        settings.put("broker.vault.transit.key", "not-derived");

        assertThatThrownBy(() -> VaultLab.broker(settings).close())
                .hasMessage("broker.vault.transit.key: the Transit key is not derived");
    }

    @Test
    void aTransitThatIsNotMountedIsRefused() {
        Map<String, String> settings = lab.byTokenFile(directory, lab.rootToken());
        settings.put("broker.vault.transit.mount", "nowhere");

        assertThatThrownBy(() -> VaultLab.broker(settings).close())
                .hasMessageStartingWith("broker.vault.transit.mount: ");
    }

    @Test
    void aTokenFromAFileIsRenewed() {
        Map<String, String> settings = lab.byTokenFile(directory, lab.newToken("3s"));
        KeyContext context = context();
        byte[] wrapped = create(context).wrapped();

        try (VaultAccess other = VaultLab.broker(settings)) {
            long end = System.nanoTime() + java.time.Duration.ofSeconds(5).toNanos();
            Awaitility.await().until(() -> System.nanoTime() > end);

            assertThat(catchThrowable(
                            () -> other.keys().unwrap(context, wrapped).await().indefinitely()))
                    .isNull();
        }
    }

    @Test
    void aServiceAccountTokenThatTheClusterVouchesForIsALogin() {
        Map<String, String> settings = lab.byKubernetes(directory);
        JsonObject login = new JsonObject()
                .put("role", "token-broker")
                .put(
                        "jwt",
                        new SecretFile("", Path.of(settings.get("broker.vault.kubernetes.token-file")))
                                .read()
                                .reveal());
        assertThat(lab.ask("POST", "auth/kubernetes/login", login).body()).contains("client_token");

        try (VaultAccess other = VaultLab.broker(settings)) {
            assertThat(other.keys().create(context()).await().indefinitely()).isNotNull();
        }
    }

    @Test
    void aClientSecretIsReadFromItsField() {
        lab.operate(
                "POST",
                "secret/data/token-broker/default",
                new JsonObject().put("data", new JsonObject().put("client_secret", "sim-client-secret")));

        assertThat(secret("secret", "token-broker/default", "client_secret"))
                .isEqualTo(new Found.Secret(SecretString.of("sim-client-secret")));
        assertThat(secret("secret", "token-broker/default", "other")).isInstanceOf(Found.Nothing.class);
        assertThat(secret("secret", "token-broker/absent", "client_secret")).isInstanceOf(Found.Nothing.class);
        assertThat(secret("secret", "elsewhere", "client_secret")).isInstanceOf(Found.Nothing.class);
    }

    @Test
    void aThousandAtOnceAreAnswered() {
        KeyContext context = context();
        byte[] wrapped = create(context).wrapped();

        // a machine that is busy may take longer than a call is given
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            List<CompletableFuture<DataKey>> together = IntStream.range(0, 1_000)
                    .mapToObj(i -> keys.unwrap(context, wrapped).subscribeAsCompletionStage())
                    .toList();

            assertThat(together).allSatisfy(one -> assertThat(one.join()).isNotNull());
        });
    }

    private Found secret(String mount, String path, String field) {
        return broker.secrets()
                .read(new SecretReference(mount, path, field))
                .await()
                .indefinitely();
    }

    private int newest() {
        return lab.operate("GET", "transit/keys/token-broker", null)
                .getJsonObject("data")
                .getInteger("latest_version");
    }

    private static KeyContext context() {
        return KeyContext.ofInstallation(new AppName("default"), UUID.randomUUID());
    }

    private NewDataKey create(KeyContext context) {
        return keys.create(context).await().indefinitely();
    }

    private DataKey unwrap(KeyContext context, byte[] wrapped) {
        return keys.unwrap(context, wrapped).await().indefinitely();
    }

    private static String name(DataKey key) {
        return java.util.HexFormat.of().formatHex(key.authenticate(new byte[0]));
    }

    private static Reason failure(Uni<?> asked) {
        return reason(catchThrowable(() -> asked.await().indefinitely()));
    }

    private static Reason reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        assertThat(cause).isInstanceOf(KeysUnavailableException.class);
        return ((KeysUnavailableException) cause).reason();
    }

    /** Time that runs fast: a token seems old at once. */
    private static final class Hurried {
        long nanos() {
            return System.nanoTime() * 100;
        }
    }
}
