package dev.tokenbroker.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwksRulesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"file:", "file://"})
    void aJwksIsTaken(String scheme) throws IOException {
        Path file = written("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"sim\",\"e\":\"AQAB\"}]}");

        assertThat(JwksRules.complaint(scheme + file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PUBLIC KEY-----\nsim\n-----END PUBLIC KEY-----\n",
                "{\"kty\":\"RSA\",\"n\":\"sim\",\"e\":\"AQAB\"}",
                "{\"keys\":[]}",
                "{\"keys\":[\"sim\"]}",
                "[]",
                ""
            })
    void whatIsNoJwksIsRefusedAndNotShown(String text) throws IOException {
        Path file = written(text);

        assertThat(JwksRules.complaint("file:" + file))
                .hasValue("file:" + file + " is no JWKS: a JSON object whose keys are the issuer's public keys");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(JwksRules.complaint("file:/sim/absent")).hasValue("file:/sim/absent cannot be read");
    }

    @Test
    void anIssuersAddressIsNotLookedAt() {
        assertThat(JwksRules.complaint("https://issuer.invalid/keys")).isEmpty();
    }

    private Path written(String text) throws IOException {
        return Files.writeString(directory.resolve("keys"), text);
    }
}
