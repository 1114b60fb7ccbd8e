package dev.tokenbroker.broker;

import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.Optional;

/** A key service that says what it is told to say, and counts. */
final class ToldKeyService implements KeyService {
    /** What does not open, whatever else is said. */
    static final byte[] ALTERED = {9};

    Optional<Reason> refusal = Optional.empty();
    int unwraps;
    int made;

    @Override
    public Uni<NewDataKey> create(KeyContext context) {
        return say(() -> new NewDataKey(new DataKey(new byte[DataKey.BYTES]), new byte[] {1, (byte) ++made}));
    }

    @Override
    public Uni<DataKey> unwrap(KeyContext context, byte[] wrapped) {
        return say(() -> {
            unwraps++;
            if (Arrays.equals(wrapped, ALTERED)) {
                throw new KeysUnavailableException(Reason.NOT_AUTHENTIC, "told so");
            }
            return new DataKey(new byte[DataKey.BYTES]);
        });
    }

    @Override
    public Uni<byte[]> rewrap(KeyContext context, byte[] wrapped) {
        return say(() -> wrapped);
    }

    @Override
    public Uni<byte[]> wrap(KeyContext context, DataKey key) {
        return say(() -> new byte[] {1});
    }

    @Override
    public boolean up() {
        return refusal.isEmpty();
    }

    private <T> Uni<T> say(java.util.function.Supplier<T> answer) {
        return Uni.createFrom().item(() -> {
            refusal.ifPresent(reason -> {
                throw new KeysUnavailableException(reason, "told so");
            });
            return answer.get();
        });
    }
}
