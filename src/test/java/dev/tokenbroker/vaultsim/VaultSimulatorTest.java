package dev.tokenbroker.vaultsim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.MovableClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It refuses what Vault refuses, with Vault's status. */
class VaultSimulatorTest {
    private static final String CONTEXT = base64("v1|default|one");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Vertx vertx;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T15:00:00Z"));
    private VaultSimulator vault;
    private String token = VaultSimulator.ROOT_TOKEN;

    private record Answer(int status, JsonObject body) {
        JsonObject data() {
            return body.getJsonObject("data");
        }

        String error() {
            return body.getJsonArray("errors").getString(0);
        }
    }

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void begin() {
        vault = VaultSimulator.start(vertx, clock);
        post("sys/mounts/transit", new JsonObject().put("type", "transit"));
        post("transit/keys/key", new JsonObject().put("derived", true));
    }

    @AfterEach
    void end() {
        vault.close();
    }

    @Test
    void whatIsEncryptedDecryptsUnderTheSameContextAlone() {
        String ciphertext = encrypt("sim plaintext");

        assertThat(decrypt(ciphertext, CONTEXT).data().getString("plaintext")).isEqualTo(base64("sim plaintext"));
        assertThat(decrypt(ciphertext, base64("v1|default|two")).status()).isEqualTo(400);
        assertThat(decrypt(ciphertext, base64("v1|default|two")).error()).contains("message authentication failed");
    }

    @Test
    void aDerivedKeyWantsAContext() {
        Answer answer = post("transit/encrypt/key", new JsonObject().put("plaintext", base64("sim")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("missing 'context'");
    }

    @Test
    void aBatchNamesAContextEverywhereOrNowhere() {
        JsonArray batch = new JsonArray()
                .add(new JsonObject().put("context", CONTEXT).put("plaintext", base64("sim")))
                .add(new JsonObject().put("plaintext", base64("sim")));

        Answer answer = post("transit/encrypt/key", new JsonObject().put("batch_input", batch));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("either in all the request blocks or in none");
    }

    @Test
    void aBatchDecryptWithABadItemIs400AndStillAnswersTheOthers() {
        Answer answer = batch("decrypt", encrypt("sim"), "vault:v1:" + base64("x".repeat(60)), "nonsense");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(results(answer))
                .extracting(item -> item.containsKey("error"))
                .containsExactly(false, true, true);
    }

    @Test
    void aBatchRewrapWithAnItemThatDoesNotOpenIs500AsAWhole() {
        assertThat(batch("rewrap", encrypt("sim"), "vault:v1:" + base64("x".repeat(60)))
                        .status())
                .isEqualTo(500);
        assertThat(batch("rewrap", encrypt("sim"), "nonsense").status()).isEqualTo(200);
    }

    @Test
    void aRequestWithMoreThanAThousandStringsIsRefused() {
        String[] many = IntStream.range(0, 250).mapToObj(i -> "vault:v1:").toArray(String[]::new);

        assertThat(batch("decrypt", many).body().containsKey("errors")).isTrue();
    }

    @Test
    void versionsRotateRewrapAgeAndAreTrimmed() {
        String old = encrypt("sim");
        post("transit/keys/key/rotate", new JsonObject());

        String rewrapped = results(batch("rewrap", old)).get(0).getString("ciphertext");

        assertThat(rewrapped).startsWith("vault:v2:");
        assertThat(decrypt(old, CONTEXT).status()).isEqualTo(200);
        assertThat(post("transit/keys/key/trim", new JsonObject().put("min_available_version", 2))
                        .status())
                .isEqualTo(400);
        post(
                "transit/keys/key/config",
                new JsonObject().put("min_decryption_version", 2).put("min_encryption_version", 2));
        assertThat(decrypt(old, CONTEXT).error()).contains("too old");
        assertThat(post("transit/keys/key/trim", new JsonObject().put("min_available_version", 2))
                        .status())
                .isEqualTo(204);
        post("transit/keys/key/config", new JsonObject().put("min_decryption_version", 1));
        assertThat(decrypt(old, CONTEXT).error()).contains("no such key version");
        assertThat(decrypt(rewrapped, CONTEXT).status()).isEqualTo(200);
    }

    @Test
    void aPolicyGrantsItsPathsAndNothingElse() {
        policy("path \"transit/decrypt/key\" { capabilities = [\"update\"] }");
        String ciphertext = encrypt("sim");
        token = newToken("1h", "1h");

        assertThat(decrypt(ciphertext, CONTEXT).status()).isEqualTo(200);
        assertThat(post("transit/encrypt/key", new JsonObject().put("context", CONTEXT))
                        .status())
                .isEqualTo(403);
        assertThat(ask("GET", "transit/keys/key", null).status()).isEqualTo(403);
        assertThat(ask("GET", "auth/token/lookup-self", null).status()).isEqualTo(200);
    }

    @Test
    void aTokenEndsUnlessItIsRenewedAndThenAtItsMaximum() {
        token = newToken("10m", "15m");

        clock.advance(Duration.ofMinutes(9));
        assertThat(renew().body().getJsonObject("auth").getInteger("lease_duration"))
                .isEqualTo(360);
        clock.advance(Duration.ofMinutes(5));
        assertThat(ask("GET", "auth/token/lookup-self", null).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(2));
        assertThat(renew().status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hvs.sim-nobody"})
    void withoutATokenThatLivesNothingIsGranted(String other) {
        token = other;

        assertThat(ask("GET", "transit/keys/key", null).status()).isEqualTo(403);
    }

    @Test
    void whileItIsSealedEverythingIs503() {
        vault.seal();
        assertThat(ask("GET", "transit/keys/key", null).status()).isEqualTo(503);

        vault.unseal();

        assertThat(ask("GET", "transit/keys/key", null).status()).isEqualTo(200);
    }

    @Test
    void aKeyOrAMountThatIsNotThereIsSaidToBeMissing() {
        assertThat(post("transit/decrypt/absent", new JsonObject().put("ciphertext", "vault:v1:x"))
                        .error())
                .isEqualTo("encryption key not found");
        assertThat(post("nowhere/decrypt/key", new JsonObject()).status()).isEqualTo(404);
    }

    private Answer renew() {
        return post("auth/token/renew-self", new JsonObject());
    }

    private void policy(String hcl) {
        ask("PUT", "sys/policies/acl/sim", new JsonObject().put("policy", hcl));
    }

    private String newToken(String ttl, String most) {
        JsonObject wanted = new JsonObject()
                .put("policies", new JsonArray().add("sim"))
                .put("ttl", ttl)
                .put("explicit_max_ttl", most);
        return post("auth/token/create", wanted).body().getJsonObject("auth").getString("client_token");
    }

    private String encrypt(String plaintext) {
        return post(
                        "transit/encrypt/key",
                        new JsonObject().put("context", CONTEXT).put("plaintext", base64(plaintext)))
                .data()
                .getString("ciphertext");
    }

    private Answer decrypt(String ciphertext, String context) {
        return post(
                "transit/decrypt/key", new JsonObject().put("context", context).put("ciphertext", ciphertext));
    }

    private Answer batch(String operation, String... ciphertexts) {
        JsonArray batch = new JsonArray();
        for (String ciphertext : ciphertexts) {
            batch.add(new JsonObject().put("context", CONTEXT).put("ciphertext", ciphertext));
        }
        return post("transit/" + operation + "/key", new JsonObject().put("batch_input", batch));
    }

    private static List<JsonObject> results(Answer answer) {
        return answer.data().getJsonArray("batch_results").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private Answer post(String path, JsonObject body) {
        return ask("POST", path, body);
    }

    private Answer ask(String method, String path, JsonObject body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(vault.url() + "/v1/" + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
        if (!token.isEmpty()) {
            request.header("X-Vault-Token", token);
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body()));
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("no answer", broken);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
