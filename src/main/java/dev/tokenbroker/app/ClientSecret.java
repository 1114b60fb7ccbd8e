package dev.tokenbroker.app;

import dev.tokenbroker.secret.SecretString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One client secret of an app. {@code version} names it without showing it: it is stored with every token pair, since
 * Shopify pins tokens to the secret that minted them.
 */
public record ClientSecret(SecretString value, String version) {
    /** Eight hexadecimal digits: enough to tell two secrets of an app apart, far too few to guess one from. */
    static ClientSecret of(SecretString value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("client-secret-version|" + value.reveal()).getBytes(StandardCharsets.UTF_8));
            return new ClientSecret(value, HexFormat.of().formatHex(digest, 0, 4));
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("SHA-256 is not to be had", broken);
        }
    }
}
