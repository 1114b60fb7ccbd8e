package dev.tokenbroker.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.TokenCipher.Kind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCipherTest {
    private static final UUID INSTALLATION = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final UUID PAIR = UUID.fromString("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
    private static final KeyContext CONTEXT = KeyContext.ofInstallation(new AppName("default"), INSTALLATION);
    private static final SecretString TOKEN = SecretString.of("shpat_sim_1");

    private final DataKey key = new DataKey(material(7));
    private final TokenCipher cipher = new TokenCipher(new FixedRandom());

    @Test
    void whatIsSealedOpensInItsPlace() {
        byte[] sealed = seal();

        assertThat(cipher.open(sealed, key, CONTEXT, Kind.ACCESS_TOKEN, PAIR)).hasValue(TOKEN);
    }

    @Test
    void theStoredFormatIsFormatKeyVersionNonceCiphertextTag() {
        byte[] sealed = seal();

        assertThat(HexFormat.of().formatHex(sealed))
                .isEqualTo("01" + "0001" + "000102030405060708090a0b" + "6be999116956aa201aedd4"
                        + "fbb49c467515763fb772dfbb845b7435");
    }

    /** Written without our classes: what another program would need to know to read a stored token. */
    @Test
    void theStoredFormatIsAesGcmOverTheTokenWithItsPlaceAuthenticated() throws Exception {
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] sealed = seal();
        gcm.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(material(7), "AES"),
                new GCMParameterSpec(128, Arrays.copyOfRange(sealed, 3, 15)));
        gcm.updateAAD(("v1|default|11111111-2222-3333-4444-555555555555|at|aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(new String(gcm.doFinal(sealed, 15, sealed.length - 15), StandardCharsets.UTF_8))
                .isEqualTo("shpat_sim_1");
    }

    @Test
    void theSameTokenIsNeverSealedAlike() {
        TokenCipher random = new TokenCipher(new SecureRandom());

        assertThat(random.seal(TOKEN, key, CONTEXT, Kind.ACCESS_TOKEN, PAIR))
                .isNotEqualTo(random.seal(TOKEN, key, CONTEXT, Kind.ACCESS_TOKEN, PAIR));
    }

    @Test
    void aRefreshTokenDoesNotOpenAsAnAccessToken() {
        byte[] refresh = cipher.seal(TOKEN, key, CONTEXT, Kind.REFRESH_TOKEN, PAIR);

        assertThat(cipher.open(refresh, key, CONTEXT, Kind.ACCESS_TOKEN, PAIR)).isEmpty();
    }

    @Test
    void aTokenDoesNotOpenAsAnotherPairs() {
        assertThat(cipher.open(seal(), key, CONTEXT, Kind.ACCESS_TOKEN, UUID.randomUUID()))
                .isEmpty();
    }

    @Test
    void aTokenDoesNotOpenAtAnotherInstallationOrApp() {
        KeyContext otherShop = KeyContext.ofInstallation(new AppName("default"), UUID.randomUUID());
        KeyContext otherApp = KeyContext.ofInstallation(new AppName("other"), INSTALLATION);

        assertThat(cipher.open(seal(), key, otherShop, Kind.ACCESS_TOKEN, PAIR)).isEmpty();
        assertThat(cipher.open(seal(), key, otherApp, Kind.ACCESS_TOKEN, PAIR)).isEmpty();
    }

    @Test
    void aTokenDoesNotOpenUnderAnotherKey() {
        assertThat(cipher.open(seal(), new DataKey(material(8)), CONTEXT, Kind.ACCESS_TOKEN, PAIR))
                .isEmpty();
    }

    @Test
    void noBitOfASealedTokenCanBeChanged() {
        byte[] sealed = seal();

        for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(cipher.open(changed, key, CONTEXT, Kind.ACCESS_TOKEN, PAIR))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    void noSealedTokenOpensThatWasCutOff() {
        byte[] sealed = seal();

        for (int length = 0; length < sealed.length; length++) {
            assertThat(cipher.open(Arrays.copyOf(sealed, length), key, CONTEXT, Kind.ACCESS_TOKEN, PAIR))
                    .as("%d bytes", length)
                    .isEmpty();
        }
        assertThat(cipher.open(Arrays.copyOf(sealed, sealed.length + 1), key, CONTEXT, Kind.ACCESS_TOKEN, PAIR))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "ff"})
    void anUnknownFormatDoesNotOpen(String format) {
        byte[] sealed = seal();
        sealed[0] = HexFormat.of().parseHex(format)[0];

        assertThat(cipher.open(sealed, key, CONTEXT, Kind.ACCESS_TOKEN, PAIR)).isEmpty();
    }

    @Test
    void anUnknownKeyVersionDoesNotOpen() {
        byte[] sealed = seal();
        sealed[2] = 2;

        assertThat(cipher.open(sealed, key, CONTEXT, Kind.ACCESS_TOKEN, PAIR)).isEmpty();
    }

    private byte[] seal() {
        return cipher.seal(TOKEN, key, CONTEXT, Kind.ACCESS_TOKEN, PAIR);
    }

    static byte[] material(int first) {
        byte[] material = new byte[DataKey.BYTES];
        Arrays.fill(material, (byte) first);
        return material;
    }
}
