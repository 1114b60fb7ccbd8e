package dev.tokenbroker.token;

import io.smallrye.mutiny.Uni;

/** Wraps and unwraps data keys under a key that never leaves it. Fails with {@link KeysUnavailableException}. */
public interface KeyService {
    /** Makes a new random data key. */
    Uni<NewDataKey> create(KeyContext context);

    /** @param wrapped as {@link #create} gave it */
    Uni<DataKey> unwrap(KeyContext context, byte[] wrapped);

    /** Whether the service answered when it was last asked. */
    boolean up();

    /** A data key together with the form that may be stored. */
    record NewDataKey(DataKey key, byte[] wrapped) {}
}
