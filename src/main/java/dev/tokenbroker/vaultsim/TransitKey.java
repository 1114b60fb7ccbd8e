package dev.tokenbroker.vaultsim;

import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One key of Transit with its versions: AES-256-GCM, from a key that is derived from the context where the key is derived. */
final class TransitKey {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int NONCE = 12;

    private final boolean derived;
    private final Map<Integer, byte[]> versions = new HashMap<>();
    private int latest;
    private int oldestForDecryption = 1;
    private int oldestForEncryption;

    TransitKey(boolean derived) {
        this.derived = derived;
        rotate();
    }

    void rotate() {
        versions.put(++latest, random(BYTES));
    }

    int latest() {
        return latest;
    }

    /** Sets what a configuration says, as long as it makes sense. */
    VaultAnswer configure(JsonObject config) {
        int decryption = config.getInteger("min_decryption_version", oldestForDecryption);
        int encryption = config.getInteger("min_encryption_version", oldestForEncryption);
        if (decryption > latest || encryption > latest) {
            return VaultAnswer.error(400, "cannot set min version of " + latest + " or above");
        }
        oldestForDecryption = Math.max(1, decryption);
        oldestForEncryption = encryption;
        return VaultAnswer.done();
    }

    VaultAnswer trim(int oldest) {
        if (oldest > oldestForDecryption || oldestForEncryption == 0) {
            return VaultAnswer.error(
                    400, "minimum available version cannot be set above the minimum decryption or encryption version");
        }
        versions.keySet().removeIf(version -> version < oldest);
        return VaultAnswer.done();
    }

    JsonObject describe() {
        return new JsonObject()
                .put("type", "aes256-gcm96")
                .put("derived", derived)
                .put("exportable", false)
                .put("latest_version", latest)
                .put("min_decryption_version", oldestForDecryption)
                .put("min_encryption_version", oldestForEncryption);
    }

    String encrypt(byte[] context, byte[] plaintext) throws TransitRefusal {
        byte[] nonce = random(NONCE);
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, key(latest, context), nonce, plaintext);
        byte[] whole = ByteBuffer.allocate(NONCE + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return "vault:v" + latest + ":" + Base64.getEncoder().encodeToString(whole);
    }

    byte[] decrypt(byte[] context, String ciphertext) throws TransitRefusal {
        String[] parts = ciphertext.split(":", 3);
        if (!ciphertext.startsWith("vault:v")) {
            throw TransitRefusal.ofItem("invalid ciphertext: no prefix");
        }
        if (parts.length != 3 || !parts[1].matches("v[0-9]{1,9}")) {
            throw TransitRefusal.ofItem("invalid ciphertext: version number could not be decoded");
        }
        int version = Integer.parseInt(parts[1].substring(1));
        if (version > latest) {
            throw TransitRefusal.ofItem("invalid ciphertext: version is too new");
        }
        if (version < oldestForDecryption) {
            throw TransitRefusal.ofItem("ciphertext or signature version is disallowed by policy (too old)");
        }
        byte[] whole = decode(parts[2]);
        if (whole.length < NONCE) {
            throw TransitRefusal.ofItem("invalid ciphertext length");
        }
        return gcm(
                Cipher.DECRYPT_MODE,
                key(version, context),
                Arrays.copyOf(whole, NONCE),
                Arrays.copyOfRange(whole, NONCE, whole.length));
    }

    private byte[] key(int version, byte[] context) throws TransitRefusal {
        byte[] key = versions.get(version);
        if (key == null) {
            throw TransitRefusal.ofItem("no such key version");
        }
        if (!derived) {
            return key;
        }
        if (context.length == 0) {
            throw TransitRefusal.ofItem("missing 'context' for key derivation; the key was created using a derived key,"
                    + " which means additional, per-request information must be included in order to perform operations with"
                    + " the key");
        }
        return hmac(
                hmac(new byte[BYTES], key),
                ByteBuffer.allocate(context.length + 1)
                        .put(context)
                        .put((byte) 1)
                        .array());
    }

    private static byte[] decode(String text) throws TransitRefusal {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw TransitRefusal.ofItem("invalid ciphertext: could not decode base64");
        }
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] text) throws TransitRefusal {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            return cipher.doFinal(text);
        } catch (AEADBadTagException other) {
            throw TransitRefusal.notAuthentic();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
