package dev.tokenbroker.broker;

import dev.tokenbroker.cache.BoundedCache;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.WrappedKeys;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Unwrapped data keys, for an hour at most since the key service last said yes to them; known by their own id, which is new
 * with each life of an installation. While the key service refuses everything there are none.
 */
@Singleton
final class DataKeys {
    private static final int MOST = 200_000;
    private static final int MOST_LACKING = 1_000;
    private static final Duration LIFE = Duration.ofMinutes(60);
    private static final Duration LEFT_TO_OTHERS = Duration.ofMinutes(1);

    private final KeyService service;
    private final WrappedKeys rows;
    private final Ticker ticker;
    private final Quarantine quarantine;
    private final BoundedCache<Slot, Kept> unwrapped;
    /** Rows that this replica cannot renew for lack of their key. */
    private final BoundedCache<Slot, Boolean> lacking;

    private final Map<Slot, Uni<DataKey>> underway = new ConcurrentHashMap<>();
    private volatile boolean silenced;
    private volatile boolean suspected;

    DataKeys(KeyService service, WrappedKeys rows, Ticker ticker) {
        this.service = service;
        this.rows = rows;
        this.ticker = ticker;
        this.quarantine = new Quarantine(ticker);
        this.unwrapped = new BoundedCache<>(MOST, key -> LIFE, ticker::nanos);
        this.lacking = new BoundedCache<>(MOST, key -> LEFT_TO_OTHERS, ticker::nanos);
    }

    /** A key id that was moved to another row says nothing about the row that it belongs to. */
    record Slot(UUID installation, UUID dataKeyId) {
        static Slot of(Installation row) {
            return new Slot(row.id(), row.dataKey().id());
        }
    }

    /** A key that may be used without asking, as long as its entry lives. */
    static final class Kept {
        final Slot slot;
        final InstallationKey key;
        final KeyContext context;
        final DataKey material;
        final long validatedAt;
        private volatile long usedAt;

        private Kept(Installation row, DataKey material, long now) {
            this(Slot.of(row), row.key(), row.keyContext(), material, now, now);
        }

        private Kept(
                Slot slot, InstallationKey key, KeyContext context, DataKey material, long validatedAt, long usedAt) {
            this.slot = slot;
            this.key = key;
            this.context = context;
            this.material = material;
            this.validatedAt = validatedAt;
            this.usedAt = usedAt;
        }

        private DataKey use(long now) {
            usedAt = now;
            return material;
        }

        private Kept validated(DataKey again, long now) {
            return new Kept(slot, key, context, again, now, usedAt);
        }
    }

    Optional<DataKey> inMemory(Installation installation) {
        return silenced
                ? Optional.empty()
                : unwrapped.get(Slot.of(installation)).map(kept -> kept.use(ticker.nanos()));
    }

    /** From memory, else unwrapped once for all who wait. */
    Uni<DataKey> of(Installation installation) {
        if (silenced) {
            return Uni.createFrom()
                    .failure(new KeysUnavailableException(Reason.REFUSED, "the key service refuses every key"));
        }
        if (quarantine.holds(Slot.of(installation), installation.dataKey())) {
            return Uni.createFrom()
                    .failure(new KeysUnavailableException(Reason.NOT_AUTHENTIC, "the data key is quarantined"));
        }
        return inMemory(installation)
                .map(key -> Uni.createFrom().item(key))
                .orElseGet(() -> underway.computeIfAbsent(Slot.of(installation), slot -> unwrap(installation)));
    }

    private Uni<DataKey> unwrap(Installation installation) {
        Slot slot = Slot.of(installation);
        return service.unwrap(installation.keyContext(), installation.dataKey().wrapped())
                .onFailure(failure -> KeysUnavailableException.because(Reason.NOT_AUTHENTIC, failure))
                .recoverWithUni(failure -> asItIsNow(installation, failure))
                .invoke(key -> keep(new Kept(installation, key, ticker.nanos())))
                .onFailure()
                .invoke(failure -> lack(installation, failure))
                .onTermination()
                .invoke(() -> underway.remove(slot))
                .memoize()
                .indefinitely();
    }

    /** The row may have been read before its key was wrapped anew, and the old key version be forbidden since. */
    private Uni<DataKey> asItIsNow(Installation read, Throwable refusal) {
        return rows.of(List.of(read.id()))
                .map(now -> Optional.ofNullable(now.get(read.id()))
                        .filter(key -> key.id().equals(read.dataKey().id())
                                && !Arrays.equals(key.wrapped(), read.dataKey().wrapped())))
                .flatMap(now -> now.map(key -> service.unwrap(read.keyContext(), key.wrapped()))
                        .orElseGet(() -> Uni.createFrom().failure(refusal)));
    }

    private void keep(Kept kept) {
        lacking.remove(kept.slot);
        quarantine.release(kept.slot);
        if (!silenced) {
            unwrapped.put(kept.slot, kept);
        }
    }

    private void lack(Installation installation, Throwable failure) {
        lacking.put(Slot.of(installation), true);
        suspected |= KeysUnavailableException.because(Reason.REFUSED, failure);
        if (KeysUnavailableException.because(Reason.NOT_AUTHENTIC, failure)) {
            quarantine.put(Slot.of(installation), installation.dataKey());
        }
    }

    /** Whether its key could not be had a moment ago: others may have it, so it is left to them for a minute. */
    boolean lacksFor(Installation installation) {
        return lacking.get(Slot.of(installation)).isPresent()
                || quarantine.holds(Slot.of(installation), installation.dataKey());
    }

    /** How many are lacking, up to a bound. */
    int lacking() {
        return Math.min(MOST_LACKING, lacking.entries().size() + (int) quarantine.withoutKey());
    }

    Quarantine quarantine() {
        return quarantine;
    }

    /** Keys that were used of late, and that the key service was last asked about so long ago. */
    List<Kept> notAskedAboutFor(Duration time, int most) {
        long now = ticker.nanos();
        return unwrapped.entries().values().stream()
                .filter(kept -> now - kept.validatedAt >= time.toNanos() && now - kept.usedAt < LIFE.toNanos())
                .limit(most)
                .toList();
    }

    /** The key service said yes to it again. */
    void validated(Kept kept, DataKey again) {
        keep(kept.validated(again, ticker.nanos()));
    }

    void forget(Slot slot) {
        unwrapped.remove(slot);
    }

    /** Drops every key, and gives none out until {@link #resume}. What an attempt under way holds is its own. */
    void silence() {
        silenced = true;
        unwrapped.clear();
    }

    void resume() {
        silenced = false;
    }

    boolean silenced() {
        return silenced;
    }

    /** Whether a refusal was seen since this was last asked. */
    boolean suspected() {
        boolean now = suspected;
        suspected = false;
        return now;
    }

    void suspect() {
        suspected = true;
    }
}
