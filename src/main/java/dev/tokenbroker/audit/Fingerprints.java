package dev.tokenbroker.audit;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.DataKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Names tokens in the audit record: the first 64 bits of an HMAC-SHA-256 under a key that only brokers have. The same
 * token has the same name on every replica; without the key nobody can tell which token a name belongs to.
 */
public final class Fingerprints {
    private static final int BYTES = 8;

    private final DataKey key;

    public Fingerprints(DataKey key) {
        this.key = key;
    }

    /** 16 hexadecimal digits. */
    public String of(SecretString token) {
        byte[] digest = key.authenticate(token.reveal().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }
}
