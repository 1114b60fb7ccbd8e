package dev.tokenbroker.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.app.AppName;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataKeyTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 16, 24, 31, 33})
    void aDataKeyHas256Bits(int bytes) {
        assertThatThrownBy(() -> new DataKey(new byte[bytes])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDataKeyKeepsACopySoThatItsMakerCanWipeHis() {
        byte[] material = TokenCipherTest.material(7);
        DataKey key = new DataKey(material);
        byte[] before = key.authenticate(new byte[] {1});

        java.util.Arrays.fill(material, (byte) 0);

        assertThat(key.authenticate(new byte[] {1})).isEqualTo(before);
    }

    @Test
    void aDataKeyIsNeverPrinted() {
        assertThat(new DataKey(TokenCipherTest.material(7))).hasToString("‹data key›");
    }

    /** RFC 4231 wants keys of other lengths, so the expectation was computed apart from this program. */
    @Test
    void namesAreHmacSha256() {
        DataKey key = new DataKey(TokenCipherTest.material(7));

        assertThat(HexFormat.of().formatHex(key.authenticate("sim".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("d30504dca1abd892e58d82eb50b2eae8f09e840f2c788e70622f0d271f14c2c9");
    }

    @Test
    void anInstallationsKeyIsBoundToAppAndInstallation() {
        UUID installation = UUID.fromString("11111111-2222-3333-4444-555555555555");

        assertThat(KeyContext.ofInstallation(new AppName("default"), installation)
                        .text())
                .isEqualTo("v1|default|11111111-2222-3333-4444-555555555555");
        assertThat(KeyContext.ofFleet("fingerprint").text()).isEqualTo("v1||fingerprint");
    }
}
