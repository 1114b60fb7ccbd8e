package dev.tokenbroker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.DataKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private final Fingerprints fingerprints = under(7);

    @Test
    void aFingerprintIsTheFirst64BitsOfAKeyedHash() {
        assertThat(fingerprints.of(SecretString.of("sim"))).isEqualTo("d30504dca1abd892");
    }

    @Test
    void theSameTokenHasTheSameNameOnEveryReplica() {
        assertThat(under(7).of(SecretString.of("shpat_sim"))).isEqualTo(fingerprints.of(SecretString.of("shpat_sim")));
        assertThat(fingerprints.of(SecretString.of("shpat_sim")))
                .isNotEqualTo(fingerprints.of(SecretString.of("shprt_sim")));
    }

    @Test
    void withoutTheKeyNobodyCanTellTheName() {
        assertThat(under(8).of(SecretString.of("sim"))).isNotEqualTo(fingerprints.of(SecretString.of("sim")));
    }

    private static Fingerprints under(int first) {
        byte[] material = new byte[DataKey.BYTES];
        Arrays.fill(material, (byte) first);
        return new Fingerprints(new DataKey(material));
    }
}
