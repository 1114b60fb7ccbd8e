package dev.tokenbroker.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The private key with which an app signs client assertions in place of showing its secret; Shopify knows the public one. */
public record AssertionKey(String keyId, PrivateKey key) {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /**
     * @param file PEM, PKCS #8, unencrypted
     * @throws IllegalArgumentException naming the setting
     */
    static AssertionKey read(String setting, Path file, String keyId) {
        try {
            String pem = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!pem.startsWith(BEGIN) || !pem.endsWith(END)) {
                throw new IllegalArgumentException(setting + ": " + file + " is not a PKCS #8 private key in PEM");
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(BEGIN.length(), pem.length() - END.length()));
            return new AssertionKey(
                    keyId, KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    setting + ": " + file + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + ")",
                    unreadable);
        } catch (GeneralSecurityException notRsa) {
            throw new IllegalArgumentException(setting + ": " + file + " is not an RSA key", notRsa);
        }
    }

    @Override
    public String toString() {
        return "AssertionKey[" + keyId + "]";
    }
}
