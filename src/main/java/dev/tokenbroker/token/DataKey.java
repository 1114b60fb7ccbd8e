package dev.tokenbroker.token;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A 256-bit AES-GCM key of one installation. The key material leaves this class to be wrapped by a key service alone. */
public final class DataKey {
    public static final int BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private final SecretKeySpec key;

    /** @param material 32 bytes; the caller wipes its copy */
    public DataKey(byte[] material) {
        if (material.length != BYTES) {
            throw new IllegalArgumentException("a data key has 32 bytes");
        }
        key = new SecretKeySpec(material, "AES");
    }

    /** A copy, for a key service to wrap; who asked for it wipes it. */
    public byte[] material() {
        return key.getEncoded();
    }

    /** Ciphertext and tag. */
    byte[] encrypt(byte[] nonce, byte[] associated, byte[] plaintext) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, nonce, 0, associated).doFinal(plaintext);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("AES-GCM is not to be had", broken);
        }
    }

    /** Nothing where the text, its place or the key is not the one that was sealed. */
    Optional<byte[]> decrypt(byte[] sealed, int nonceAt, byte[] associated) {
        int textAt = nonceAt + NONCE_BYTES;
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, sealed, nonceAt, associated)
                    .doFinal(sealed, textAt, sealed.length - textAt));
        } catch (AEADBadTagException notOurs) {
            return Optional.empty();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("AES-GCM is not to be had", broken);
        }
    }

    /** HMAC-SHA-256, for keys whose purpose is to name things and not to seal them. */
    public byte[] authenticate(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("HMAC-SHA-256 is not to be had", broken);
        }
    }

    private Cipher cipher(int mode, byte[] nonceHolder, int nonceAt, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonceHolder, nonceAt, NONCE_BYTES));
        cipher.updateAAD(associated);
        return cipher;
    }

    @Override
    public String toString() {
        return "‹data key›";
    }
}
