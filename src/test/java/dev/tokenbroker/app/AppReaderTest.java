package dev.tokenbroker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.app.SecretStore.Found;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppReaderTest {
    @TempDir
    Path directory;

    private final Told store = new Told();

    @Test
    void aSecretThatIsKeptElsewhereIsAnotherAsSoonAsItIsAnotherThere() {
        store.next = new Found.Secret(SecretString.of("sim-secret-of-before"));
        Apps apps = read("default.client-id=sim-id", "default.client-secret-vault=secret/token-broker/default#value");
        String before = apps.unnamed().orElseThrow().secretVersion();

        store.next = new Found.Secret(SecretString.of("sim-secret-of-now"));
        apps.readSecretsAgain().await().indefinitely();

        assertThat(apps.unnamed().orElseThrow().secrets())
                .extracting(secret -> secret.value().reveal())
                .containsExactly("sim-secret-of-now");
        assertThat(apps.unnamed().orElseThrow().secretVersion()).isNotEqualTo(before);
    }

    @Test
    void whatTheStoreDoesNotSayStaysAsItWas() {
        store.next = new Found.Secret(SecretString.of("sim-secret-of-before"));
        Apps apps = read("default.client-id=sim-id", "default.client-secret-vault=secret/token-broker/default#value");

        for (Found nothing : java.util.List.of(new Found.Away(), new Found.Nothing("Vault answers 403"))) {
            store.next = nothing;
            apps.readSecretsAgain().await().indefinitely();
        }

        assertThat(apps.unnamed().orElseThrow().secrets())
                .extracting(secret -> secret.value().reveal())
                .containsExactly("sim-secret-of-before");
    }

    @Test
    void whileTheStoreIsAwayAnAppHasNoSecretAndTheStartGoesOn() {
        Apps apps = read("default.client-id=sim-id", "default.client-secret-vault=secret/token-broker/default#value");

        assertThat(apps.unnamed().orElseThrow().secrets()).isEmpty();
    }

    @Test
    void aStoreThatHasNoSuchSecretStopsTheStartAndTheSettingIsNamed() {
        store.next = new Found.Nothing("the secret has no field value");

        assertThatThrownBy(() -> read(
                        "default.client-id=sim-id", "default.client-secret-vault=secret/token-broker/default#value"))
                .hasMessage("broker.apps.default.client-secret-vault: the secret has no field value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret/path", "#field", "secret/#field", "secret/path#", "secret/path/#field"})
    void aReferenceThatIsNoneIsNamed(String reference) {
        assertThatThrownBy(() -> read("default.client-id=sim-id", "default.client-secret-vault=" + reference))
                .hasMessage("broker.apps.default.client-secret-vault: is <mount>/<path>#<field>");
    }

    @Test
    void anAppIsItsNameItsIdAndItsSecretsTheCurrentOneFirst() {
        Apps apps = read(
                "default.client-id=sim-id",
                "default.client-secret=sim-secret-new",
                "default.previous-client-secret=sim-secret-old",
                "default.scopes=read_products,write_orders");

        ShopifyApp app = apps.named(new AppName("default")).orElseThrow();
        assertThat(app.clientId()).isEqualTo("sim-id");
        assertThat(app.secrets())
                .extracting(secret -> secret.value().reveal())
                .containsExactly("sim-secret-new", "sim-secret-old");
        assertThat(app.scopes()).isEqualTo(Scopes.parse("read_products,write_orders"));
    }

    @Test
    void aSecretMayStandInAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "  sim-secret-in-a-file\n");

        Apps apps = read("default.client-id=sim-id", "default.client-secret-file=" + file);

        assertThat(apps.all().iterator().next().secrets().get(0).value())
                .isEqualTo(SecretString.of("sim-secret-in-a-file"));
    }

    @Test
    void aSecretsVersionTellsItFromAnotherAndNothingElse() {
        Apps apps = read(
                "default.client-id=sim-id",
                "default.client-secret=sim-secret-new",
                "default.previous-client-secret=sim-secret-old");

        assertThat(apps.all().iterator().next().secrets())
                .extracting(ClientSecret::version)
                .doesNotHaveDuplicates()
                .allSatisfy(version -> assertThat(version).matches("[0-9a-f]{8}"));
    }

    @Test
    void twoAppsWithOneClientIdAreRefusedByName() {
        assertRefused(
                "broker.apps.b.client-id: app a has the same client id",
                "a.client-id=sim-id",
                "a.client-secret=sim-1",
                "b.client-id=sim-id",
                "b.client-secret=sim-2");
    }

    @Test
    void anAppWithoutASecretIsRefused() {
        assertRefused(
                "broker.apps.default.client-secret: neither it nor client-secret-file nor client-secret-vault is set",
                "default.client-id=sim-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-secret", "previous-client-secret"})
    void aSecretGivenTwiceIsRefused(String key) {
        assertRefused(
                "broker.apps.default." + key + ": more than one of it, broker.apps.default." + key
                        + "-file and broker.apps.default." + key + "-vault are set; keep one",
                "default.client-id=sim-id",
                "default.client-secret=sim-secret",
                "default." + key + "=sim-secret",
                "default." + key + "-file=" + directory.resolve("absent"));
    }

    @Test
    void aFileThatIsNotThereOrEmptyIsRefusedByItsKey() throws IOException {
        Path absent = directory.resolve("absent");
        Path empty = Files.writeString(directory.resolve("empty"), "\n");

        assertRefused(
                "broker.apps.default.client-secret-file: " + absent + " cannot be read (NoSuchFileException)",
                "default.client-id=sim-id",
                "default.client-secret-file=" + absent);
        assertRefused(
                "broker.apps.default.client-secret-file: " + empty + " is empty",
                "default.client-id=sim-id",
                "default.client-secret-file=" + empty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Default", "a b", "-a", "ä"})
    void anAppsNameIsPlain(String name) {
        assertRefused(
                "broker.apps." + name + ": an app's name is lower-case letters, digits, - and _",
                "\"" + name + "\".client-id=sim-id",
                "\"" + name + "\".client-secret=sim-secret");
    }

    @Test
    void aBrokerWithoutAnyAppIsOfNoUse() {
        assertRefused("broker.apps: no app is configured; set broker.apps.default.client-id");
    }

    @Test
    void noComplaintRepeatsASecret() {
        assertThatThrownBy(() -> read(
                        "a.client-id=sim-id",
                        "a.client-secret=sim-secret-1",
                        "b.client-id=sim-id",
                        "b.client-secret=sim-secret-2"))
                .hasMessageNotContaining("sim-secret");
    }

    @Test
    void theAppMeantWhereNoneIsNamedIsTheOnlyOneOrTheDefault() {
        assertThat(read("other.client-id=1", "other.client-secret=sim").unnamed())
                .map(ShopifyApp::name)
                .hasValue(new AppName("other"));
        assertThat(read(
                                "other.client-id=1",
                                "other.client-secret=sim",
                                "default.client-id=2",
                                "default.client-secret=sim")
                        .unnamed())
                .map(ShopifyApp::name)
                .hasValue(new AppName("default"));
        assertThat(read("one.client-id=1", "one.client-secret=sim", "two.client-id=2", "two.client-secret=sim")
                        .unnamed())
                .isEmpty();
    }

    private void assertRefused(String complaint, String... lines) {
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint);
    }

    /** As the configuration is really read, converters and all. */
    private Apps read(String... lines) {
        Map<String, String> properties = Arrays.stream(lines)
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(
                        line -> "broker.apps." + line[0], line -> line[1], (one, other) -> other, LinkedHashMap::new));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(Root.class)
                .withDefaultValues(properties)
                .build();
        return AppReader.read(
                new java.util.TreeMap<>(config.getConfigMapping(Root.class).apps()), store::answer);
    }

    /** A store that says what it is told to say. */
    private static final class Told {
        private Found next = new Found.Away();

        Uni<Found> answer(SecretReference reference) {
            return Uni.createFrom().item(next);
        }
    }

    @io.smallrye.config.ConfigMapping(prefix = "broker")
    interface Root {
        Map<String, AppSettings> apps();
    }
}
