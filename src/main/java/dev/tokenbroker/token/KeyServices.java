package dev.tokenbroker.token;

import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;

/**
 * The configured key services as one. New data keys are the current one's; a wrapped key goes back to whoever wrapped it, so
 * that a fleet can move from one to the other while it serves.
 */
public final class KeyServices implements KeyService {
    private final KeyProvider current;
    private final Map<KeyProvider, KeyService> services;

    /** @param current wraps new data keys; one of {@code services} */
    public KeyServices(KeyProvider current, Map<KeyProvider, KeyService> services) {
        this.current = current;
        this.services = Map.copyOf(services);
    }

    public KeyProvider current() {
        return current;
    }

    public Optional<KeyService> of(KeyProvider provider) {
        return Optional.ofNullable(services.get(provider));
    }

    @Override
    public Uni<NewDataKey> create(KeyContext context) {
        return services.get(current).create(context);
    }

    @Override
    public Uni<DataKey> unwrap(KeyContext context, byte[] wrapped) {
        return wrapper(wrapped).flatMap(service -> service.unwrap(context, wrapped));
    }

    @Override
    public Uni<byte[]> rewrap(KeyContext context, byte[] wrapped) {
        return wrapper(wrapped).flatMap(service -> service.rewrap(context, wrapped));
    }

    @Override
    public Uni<byte[]> wrap(KeyContext context, DataKey key) {
        return services.get(current).wrap(context, key);
    }

    @Override
    public boolean up() {
        return services.get(current).up();
    }

    private Uni<KeyService> wrapper(byte[] wrapped) {
        return KeyVersion.of(wrapped)
                .map(KeyVersion::provider)
                .flatMap(this::of)
                .map(service -> Uni.createFrom().item(service))
                .orElseGet(() -> Uni.createFrom()
                        .failure(new KeysUnavailableException(
                                Reason.NOT_AUTHENTIC,
                                "a wrapped data key is of no form that a configured key service writes")));
    }
}
