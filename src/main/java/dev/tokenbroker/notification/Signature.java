package dev.tokenbroker.notification;

import dev.tokenbroker.secret.SecretString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a receiver verifies: HMAC-SHA256 of the body as it is sent, to the byte. */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    static String of(byte[] body, SecretString secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("HMAC-SHA256 is not to be had", broken);
        }
    }
}
