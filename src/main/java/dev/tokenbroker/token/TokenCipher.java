package dev.tokenbroker.token;

import dev.tokenbroker.secret.SecretString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Seals tokens for the database: AES-256-GCM under the installation's data key.
 *
 * <p>A sealed token is {@code 0x01 | key version (2 bytes) | nonce (12) | ciphertext | tag (16)}; what it belongs to is
 * authenticated with it, so that a ciphertext moved to another installation, column or pair does not open.
 */
public final class TokenCipher {
    private static final byte FORMAT = 1;
    private static final short KEY_VERSION = 1;
    private static final int HEADER_BYTES = 3;

    private final SecureRandom random;

    public TokenCipher(SecureRandom random) {
        this.random = random;
    }

    /** Which of a pair's two tokens. */
    public enum Kind {
        ACCESS_TOKEN("at"),
        REFRESH_TOKEN("rt");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    public byte[] seal(SecretString token, DataKey key, KeyContext context, Kind kind, UUID pairId) {
        byte[] nonce = new byte[DataKey.NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plaintext = token.reveal().getBytes(StandardCharsets.UTF_8);
        byte[] ciphertext = key.encrypt(nonce, associated(context, kind, pairId), plaintext);
        Arrays.fill(plaintext, (byte) 0);
        return ByteBuffer.allocate(HEADER_BYTES + nonce.length + ciphertext.length)
                .put(FORMAT)
                .putShort(KEY_VERSION)
                .put(nonce)
                .put(ciphertext)
                .array();
    }

    /** Nothing where it was not sealed under this key for this place. */
    public Optional<SecretString> open(byte[] sealed, DataKey key, KeyContext context, Kind kind, UUID pairId) {
        if (!wellFormed(sealed)) {
            return Optional.empty();
        }
        return key.decrypt(sealed, HEADER_BYTES, associated(context, kind, pairId))
                .map(plaintext -> {
                    SecretString token = SecretString.of(new String(plaintext, StandardCharsets.UTF_8));
                    Arrays.fill(plaintext, (byte) 0);
                    return token;
                });
    }

    private static boolean wellFormed(byte[] sealed) {
        return sealed.length > HEADER_BYTES + DataKey.NONCE_BYTES + DataKey.TAG_BYTES
                && sealed[0] == FORMAT
                && ByteBuffer.wrap(sealed, 1, Short.BYTES).getShort() == KEY_VERSION;
    }

    private static byte[] associated(KeyContext context, Kind kind, UUID pairId) {
        return (context.text() + "|" + kind.label + "|" + pairId).getBytes(StandardCharsets.UTF_8);
    }
}
