package dev.tokenbroker.token;

import io.smallrye.mutiny.Uni;

/** Wraps and unwraps data keys under a key that never leaves it. Fails with {@link KeysUnavailableException}. */
public interface KeyService {
    /** Makes a new random data key, wrapped under the newest version. */
    Uni<NewDataKey> create(KeyContext context);

    /** @param wrapped as {@link #create}, {@link #rewrap} or {@link #wrap} gave it */
    Uni<DataKey> unwrap(KeyContext context, byte[] wrapped);

    /** The same data key under the newest version; it does not come here for that. */
    Uni<byte[]> rewrap(KeyContext context, byte[] wrapped);

    /** Takes over a data key that another service wrapped until now. */
    Uni<byte[]> wrap(KeyContext context, DataKey key);

    /** Whether the service answered when it was last asked, with anything but a refusal. */
    boolean up();

    /** A data key together with the form that may be stored. */
    record NewDataKey(DataKey key, byte[] wrapped) {}
}
