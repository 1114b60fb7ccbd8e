package dev.tokenbroker.broker;

import dev.tokenbroker.broker.DataKeys.Slot;
import dev.tokenbroker.cache.BoundedCache;
import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.Sighting;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenCipher;
import dev.tokenbroker.token.TokenCipher.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What this process holds in memory to serve from, and the way from a row to there. */
@Singleton
final class Holdings {
    private static final int MOST = 200_000;
    private static final Duration LIFE = Duration.ofHours(2);
    private static final Duration FORGETTING = Duration.ofMinutes(1);

    private final InstallationStore store;
    private final DataKeys keys;
    private final TokenCipher cipher;
    private final Ticker ticker;
    private final BoundedCache<InstallationKey, Holding> held;
    /** When a key was last forgotten: a row that was read before must not come back after. */
    private final BoundedCache<InstallationKey, Long> forgotten;

    private final Map<InstallationKey, Uni<Sighting<Holding>>> loading = new ConcurrentHashMap<>();

    Holdings(InstallationStore store, DataKeys keys, TokenCipher cipher, Ticker ticker) {
        this.store = store;
        this.keys = keys;
        this.cipher = cipher;
        this.ticker = ticker;
        this.held = new BoundedCache<>(MOST, holding -> LIFE, ticker::nanos);
        this.forgotten = new BoundedCache<>(MOST, at -> FORGETTING, ticker::nanos);
    }

    Optional<Holding> inMemory(InstallationKey key) {
        return held.get(key);
    }

    /** The highest version that this process knows of; 0 where it knows of none. */
    long knownVersion(InstallationKey key) {
        return held.get(key).map(holding -> holding.installation().version()).orElse(0L);
    }

    boolean any() {
        return !held.entries().isEmpty();
    }

    /** Reads the row, once for all who ask meanwhile. */
    Uni<Sighting<Holding>> load(InstallationKey key) {
        return loading.computeIfAbsent(
                key,
                unknown -> read(key)
                        .onTermination()
                        .invoke(() -> loading.remove(key))
                        .memoize()
                        .indefinitely());
    }

    private Uni<Sighting<Holding>> read(InstallationKey key) {
        long begun = ticker.nanos();
        return store.look(key).flatMap(seen -> {
            if (seen.present().isEmpty()) {
                held.remove(key);
                return Uni.createFrom().item(new Sighting<>(Optional.empty(), seen.departed()));
            }
            return take(seen.present().get(), begun).map(Sighting::of);
        });
    }

    /** Holds a row that was read or written just now. */
    Uni<Holding> take(Installation row) {
        return take(row, row.askedAtNanos());
    }

    private Uni<Holding> take(Installation row, long readAfter) {
        return row.token().isEmpty()
                ? Uni.createFrom().item(hold(row, Optional.empty(), readAfter))
                : keys.of(row).map(key -> hold(row, open(row, key), readAfter));
    }

    void forget(InstallationKey key) {
        forgotten.put(key, ticker.nanos());
        held.remove(key);
        // whoever comes from now on does not join a look from before
        loading.remove(key);
    }

    /** What was being read meanwhile does not come back either. */
    void forgetAll() {
        held.clear();
    }

    /** Whether this replica lacks the key to renew it. */
    boolean lacksKeyFor(Installation row) {
        return keys.lacksFor(row);
    }

    /** For about how many rows: they stay due, and must not keep the others from being looked at. */
    int keysLacking() {
        return keys.lacking();
    }

    private Holding hold(Installation row, Optional<AccessToken> token, long readAfter) {
        Holding holding = Holding.of(row, token);
        if (forgotten.get(row.key()).map(at -> at - readAfter <= 0).orElse(true)
                && !outdated(row)
                && !keys.silenced()) {
            held.put(row.key(), holding);
        }
        return holding;
    }

    /** Two reads may overtake one another. */
    private boolean outdated(Installation row) {
        return held.get(row.key())
                .map(Holding::installation)
                .filter(row::isSameLifeAs)
                .map(other -> other.version() > row.version())
                .orElse(false);
    }

    private Optional<AccessToken> open(Installation row, DataKey key) {
        HeldToken token = row.token().orElseThrow();
        Optional<AccessToken> opened = cipher.open(
                        token.sealed(), key, row.keyContext(), Kind.ACCESS_TOKEN, token.pairId())
                .map(AccessToken::new);
        if (opened.isPresent()) {
            keys.quarantine().opened(Slot.of(row));
        } else {
            keys.quarantine().putSealed(Slot.of(row), token.pairId());
        }
        return opened;
    }
}
