package dev.tokenbroker.app;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether Shopify signed something for an app: HMAC-SHA256 under any of its client secrets, since Shopify signs with the oldest
 * that is not revoked. For those who verify signatures and have no business with the secrets.
 */
public final class SignatureVerifier {
    private static final String ALGORITHM = "HmacSHA256";

    private SignatureVerifier() {}

    /** In constant time for each secret. */
    public static boolean signed(ShopifyApp app, byte[] message, byte[] signature) {
        return app.secrets().stream()
                .anyMatch(secret -> MessageDigest.isEqual(authenticate(secret, message), signature));
    }

    private static byte[] authenticate(ClientSecret secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.value().reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("HMAC-SHA256 is not to be had", broken);
        }
    }
}
