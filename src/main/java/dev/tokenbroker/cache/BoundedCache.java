package dev.tokenbroker.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** A map with at most so many entries, each of which ends after a life of its own. */
public final class BoundedCache<K, V> {
    private final Cache<K, V> entries;

    /**
     * @param life of an entry from when it was put; a later put begins anew
     * @param nanos monotonic time
     */
    public BoundedCache(long maximumSize, Function<V, Duration> life, LongSupplier nanos) {
        entries = Caffeine.newBuilder()
                .maximumSize(maximumSize)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .expireAfter(Expiry.<K, V>creating((key, value) -> life.apply(value)))
                .build();
    }

    public Optional<V> get(K key) {
        return Optional.ofNullable(entries.getIfPresent(key));
    }

    public void put(K key, V value) {
        // an overwritten entry would keep the end of the one before it
        entries.invalidate(key);
        entries.put(key, value);
    }

    public void remove(K key) {
        entries.invalidate(key);
    }

    public void clear() {
        entries.invalidateAll();
    }

    /** A view of what is there now. */
    public Map<K, V> entries() {
        return entries.asMap();
    }
}
