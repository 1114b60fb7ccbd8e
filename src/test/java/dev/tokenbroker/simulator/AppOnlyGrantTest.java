package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AppOnlyGrantTest {
    private static KeyPair keys;

    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @BeforeAll
    static void generateKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @Test
    void anAssertionGivesAnHourAndNoRefreshToken() {
        lab.app.assertionKey("key-1", keys.getPublic());

        TokenAnswer answer = ask(assertion(claims()));

        assertThat(answer.json().fieldNames()).containsExactly("access_token", "scope", "expires_in");
        assertThat(answer.json().getLong("expires_in")).isEqualTo(3600);
        assertThat(lab.probe(answer.accessToken()).status()).isEqualTo(200);
    }

    @Test
    void itIsSwitchedOffWithoutARegisteredKey() {
        assertThat(ask(assertion(claims())).refusal()).isEqualTo("401 invalid_client");
    }

    @Test
    void anAssertionIsUsedOnce() {
        lab.app.assertionKey("key-1", keys.getPublic());
        String assertion = assertion(claims());
        ask(assertion);

        assertThat(ask(assertion).refusal()).isEqualTo("401 invalid_client");
    }

    @Test
    void aFalseAssertionIsRefused() {
        lab.app.assertionKey("key-1", keys.getPublic());
        long now = lab.clock.instant().getEpochSecond();
        List<String> wrong = List.of(
                assertion(claims().put("iss", "somebody-else")),
                assertion(claims().put("sub", "somebody-else")),
                assertion(claims().put("aud", "https://other.myshopify.com/admin/oauth/access_token")),
                assertion(claims().put("exp", now)),
                assertion(claims().put("exp", now + 301)),
                assertion(claims()) + "x",
                "not an assertion");

        assertThat(wrong.stream().map(this::ask).map(TokenAnswer::refusal)).containsOnly("401 invalid_client");
    }

    @Test
    void anAssertionDoesNotStandInForTheSecretInOtherGrants() {
        lab.app.assertionKey("key-1", keys.getPublic());
        String refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();

        TokenAnswer answer = lab.token(
                "grant_type",
                "refresh_token",
                "refresh_token",
                refreshToken,
                "client_secret",
                "sim-wrong",
                "client_assertion",
                assertion(claims()));

        assertThat(answer.refusal()).isEqualTo("403 invalid_client");
    }

    private TokenAnswer ask(String assertion) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "client_credentials");
        parameters.put("client_id", lab.app.clientId());
        parameters.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        parameters.put("client_assertion", assertion);
        return lab.send(lab.request(lab.shop, parameters).build());
    }

    private JsonObject claims() {
        long now = lab.clock.instant().getEpochSecond();
        return new JsonObject()
                .put("iss", lab.app.clientId())
                .put("sub", lab.app.clientId())
                .put("aud", "https://acme.myshopify.com/admin/oauth/access_token")
                .put("jti", Mint.token("simjti"))
                .put("iat", now)
                .put("exp", now + 120);
    }

    private static String assertion(JsonObject claims) {
        String content = encoded(new JsonObject().put("alg", "RS256").put("kid", "key-1")) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(JsonObject part) {
        byte[] bytes = part.encode().getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
