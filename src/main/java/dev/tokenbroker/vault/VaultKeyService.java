package dev.tokenbroker.vault;

import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.vault.Transit.DataKeyAnswer;
import dev.tokenbroker.vault.Transit.Item;
import dev.tokenbroker.vault.Transit.Operation;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** Data keys under a derived key of Transit. A wrapped key is stored as Transit writes it, {@code vault:v<version>:…}. */
final class VaultKeyService implements KeyService {
    private final Bulkhead bulkhead;
    private final Transit transit;
    private final DerivedKeyCheck derived;
    private final Gathering unwraps;
    private final Gathering rewraps;
    private final Gathering wraps;
    private CompletableFuture<Boolean> check;

    VaultKeyService(Bulkhead bulkhead, Transit transit, DerivedKeyCheck derived) {
        this.bulkhead = bulkhead;
        this.transit = transit;
        this.derived = derived;
        this.unwraps = new Gathering(Operation.DECRYPT, transit, bulkhead);
        this.rewraps = new Gathering(Operation.REWRAP, transit, bulkhead);
        this.wraps = new Gathering(Operation.ENCRYPT, transit, bulkhead);
    }

    @Override
    public Uni<NewDataKey> create(KeyContext context) {
        return Callers.backTo(() -> bulkhead.run(() -> {
            derived.pass();
            DataKeyAnswer made = transit.dataKey(onTheWire(context));
            return new NewDataKey(key(made.plaintext()), bytes(made.ciphertext()));
        }));
    }

    @Override
    public Uni<DataKey> unwrap(KeyContext context, byte[] wrapped) {
        return Callers.backTo(() -> unwraps.add(item(context, wrapped)).thenApply(VaultKeyService::key));
    }

    @Override
    public Uni<byte[]> rewrap(KeyContext context, byte[] wrapped) {
        return Callers.backTo(() -> rewraps.add(item(context, wrapped)).thenApply(VaultKeyService::bytes));
    }

    @Override
    public Uni<byte[]> wrap(KeyContext context, DataKey key) {
        return Callers.backTo(() -> checked().thenCompose(fine -> {
            byte[] material = key.material();
            String plaintext = Base64.getEncoder().encodeToString(material);
            Arrays.fill(material, (byte) 0);
            return wraps.add(new Item(onTheWire(context), plaintext)).thenApply(VaultKeyService::bytes);
        }));
    }

    @Override
    public boolean up() {
        return bulkhead.up();
    }

    /** Once for all who ask meanwhile, and for good when it passed: a crowd would find no place in the bulkhead. */
    private synchronized CompletableFuture<Boolean> checked() {
        if (check == null || check.isCompletedExceptionally()) {
            check = bulkhead.run(() -> {
                derived.pass();
                return true;
            });
        }
        return check;
    }

    private static Item item(KeyContext context, byte[] wrapped) {
        return new Item(onTheWire(context), new String(wrapped, StandardCharsets.ISO_8859_1));
    }

    private static String onTheWire(KeyContext context) {
        return DerivedKeyCheck.base64(context.text());
    }

    private static byte[] bytes(String ciphertext) {
        return ciphertext.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static DataKey key(String plaintext) {
        byte[] material;
        try {
            material = Base64.getDecoder().decode(plaintext);
        } catch (IllegalArgumentException notBase64) {
            throw Refusals.notAuthentic();
        }
        if (material.length != DataKey.BYTES) {
            throw Refusals.notAuthentic();
        }
        DataKey key = new DataKey(material);
        Arrays.fill(material, (byte) 0);
        return key;
    }
}
