package dev.tokenbroker.broker;

import dev.tokenbroker.cache.BoundedCache;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Unwrapped data keys, for an hour at most; known by their own id, which is new with each life of an installation. */
@Singleton
final class DataKeys {
    private static final int MOST = 200_000;
    private static final Duration LIFE = Duration.ofMinutes(60);

    private final KeyService service;
    private final BoundedCache<UUID, DataKey> unwrapped;
    private final Map<UUID, Uni<DataKey>> underway = new ConcurrentHashMap<>();

    DataKeys(KeyService service, Ticker ticker) {
        this.service = service;
        this.unwrapped = new BoundedCache<>(MOST, key -> LIFE, ticker::nanos);
    }

    Optional<DataKey> inMemory(Installation installation) {
        return unwrapped.get(installation.dataKey().id());
    }

    /** From memory, else unwrapped once for all who wait. */
    Uni<DataKey> of(Installation installation) {
        return inMemory(installation)
                .map(key -> Uni.createFrom().item(key))
                .orElseGet(() -> underway.computeIfAbsent(installation.dataKey().id(), id -> unwrap(installation)));
    }

    private Uni<DataKey> unwrap(Installation installation) {
        UUID id = installation.dataKey().id();
        return service.unwrap(installation.keyContext(), installation.dataKey().wrapped())
                .invoke(key -> unwrapped.put(id, key))
                .onTermination()
                .invoke(() -> underway.remove(id))
                .memoize()
                .indefinitely();
    }
}
