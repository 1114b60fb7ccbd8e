package dev.tokenbroker.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyVersionTest {
    @ParameterizedTest
    @CsvSource({"vault:v1:AAAA, 1", "vault:v42:AAAA, 42", "vault:v123456789:A, 123456789"})
    void transitsFormSaysItsVersion(String wrapped, int version) {
        assertThat(KeyVersion.of(wrapped.getBytes(StandardCharsets.US_ASCII)))
                .contains(new KeyVersion(KeyProvider.VAULT, version));
    }

    @Test
    void theKeyFilesFormBeginsWithAByteOfOne() {
        assertThat(KeyVersion.of(new byte[] {1, 118, 97})).contains(new KeyVersion(KeyProvider.LOCAL, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "vault", "vault:v:A", "vault:v-1:A", "vault:v1234567890:A", "Vault:v1:A", " vault:v1:A"})
    void whateverElseIsOfNoForm(String wrapped) {
        assertThat(KeyVersion.of(wrapped.getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }
}
