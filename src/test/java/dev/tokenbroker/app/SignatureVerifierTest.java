package dev.tokenbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureVerifierTest {
    private static final byte[] BODY = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SIGNATURE = Base64.getDecoder().decode("VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY=");

    @Test
    void aSignatureUnderTheCurrentSecretHolds() {
        assertThat(SignatureVerifier.signed(app("hush"), BODY, SIGNATURE)).isTrue();
    }

    @Test
    void aSignatureUnderThePreviousSecretHoldsToo() {
        assertThat(SignatureVerifier.signed(app("sim-newer", "hush"), BODY, SIGNATURE))
                .isTrue();
    }

    @Test
    void anotherSecretAnotherBodyOrAShorterSignatureDoesNotHold() {
        assertThat(SignatureVerifier.signed(app("sim-other"), BODY, SIGNATURE)).isFalse();
        assertThat(SignatureVerifier.signed(app("hush"), new byte[] {1}, SIGNATURE))
                .isFalse();
        assertThat(SignatureVerifier.signed(app("hush"), BODY, new byte[0])).isFalse();
    }

    @Test
    void anAppWithoutASecretBelievesNobody() {
        assertThat(SignatureVerifier.signed(app(), BODY, SIGNATURE)).isFalse();
    }

    private static ShopifyApp app(String... secrets) {
        List<ClientSecret> known = Arrays.stream(secrets)
                .map(secret -> ClientSecret.of(SecretString.of(secret)))
                .toList();
        return new ShopifyApp(new AppName("default"), "sim-client", known, Scopes.NONE);
    }
}
