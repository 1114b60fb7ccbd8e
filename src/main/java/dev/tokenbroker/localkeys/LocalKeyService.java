package dev.tokenbroker.localkeys;

import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Wraps data keys under the key of a file: {@code 0x01 | nonce (12) | AES-256-GCM of the key, its context authenticated}. */
public final class LocalKeyService implements KeyService {
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int WRAPPED_BYTES = 1 + NONCE_BYTES + DataKey.BYTES + TAG_BITS / Byte.SIZE;

    private final SecretKeySpec wrappingKey;
    private final SecureRandom random;

    private LocalKeyService(byte[] wrappingKey, SecureRandom random) {
        this.wrappingKey = new SecretKeySpec(wrappingKey, "AES");
        this.random = random;
    }

    /**
     * @param file made where it is not there
     * @throws IllegalStateException naming the setting, where the file cannot be used
     */
    public static LocalKeyService of(Path file, SecureRandom random) {
        byte[] key = KeyFile.readOrMake(file, random);
        LocalKeyService service = new LocalKeyService(key, random);
        Arrays.fill(key, (byte) 0);
        return service;
    }

    @Override
    public Uni<NewDataKey> create(KeyContext context) {
        return Uni.createFrom().item(() -> {
            byte[] material = new byte[DataKey.BYTES];
            random.nextBytes(material);
            byte[] wrapped = wrap(context, material);
            DataKey key = new DataKey(material);
            Arrays.fill(material, (byte) 0);
            return new NewDataKey(key, wrapped);
        });
    }

    @Override
    public Uni<DataKey> unwrap(KeyContext context, byte[] wrapped) {
        return Uni.createFrom().item(() -> {
            if (wrapped.length != WRAPPED_BYTES || wrapped[0] != FORMAT) {
                throw new KeysUnavailableException(Reason.NOT_AUTHENTIC, "a wrapped data key is not of this form");
            }
            try {
                byte[] material = cipher(Cipher.DECRYPT_MODE, context, wrapped, 1)
                        .doFinal(wrapped, 1 + NONCE_BYTES, wrapped.length - 1 - NONCE_BYTES);
                DataKey key = new DataKey(material);
                Arrays.fill(material, (byte) 0);
                return key;
            } catch (GeneralSecurityException notOurs) {
                throw new KeysUnavailableException(
                        Reason.NOT_AUTHENTIC, "a wrapped data key was not made under this key file", notOurs);
            }
        });
    }

    /** The key file has one version: what it wrapped stays as it is. */
    @Override
    public Uni<byte[]> rewrap(KeyContext context, byte[] wrapped) {
        return unwrap(context, wrapped).replaceWith(wrapped);
    }

    @Override
    public Uni<byte[]> wrap(KeyContext context, DataKey key) {
        return Uni.createFrom().item(() -> {
            byte[] material = key.material();
            byte[] wrapped = wrap(context, material);
            Arrays.fill(material, (byte) 0);
            return wrapped;
        });
    }

    @Override
    public boolean up() {
        return true;
    }

    private byte[] wrap(KeyContext context, byte[] material) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, context, nonce, 0).doFinal(material);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(FORMAT)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("AES-GCM is not to be had", broken);
        }
    }

    private Cipher cipher(int mode, KeyContext context, byte[] nonceHolder, int nonceAt)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, wrappingKey, new GCMParameterSpec(TAG_BITS, nonceHolder, nonceAt, NONCE_BYTES));
        cipher.updateAAD(context.text().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
