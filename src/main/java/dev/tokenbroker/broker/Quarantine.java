package dev.tokenbroker.broker;

import dev.tokenbroker.broker.DataKeys.Slot;
import dev.tokenbroker.cache.BoundedCache;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.token.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Installations whose wrapped data key does not open, or whose token does not under their key: altered, or moved from another
 * row or column. They alone are refused. The key service is asked again only when the row has other bytes, or after a while, in
 * case an old key version was allowed again; a token is looked at whenever its row is read.
 */
final class Quarantine {
    private static final Logger LOG = Logger.getLogger(Quarantine.class);
    private static final int MOST = 10_000;
    private static final Duration WHILE = Duration.ofMinutes(15);

    private final BoundedCache<Slot, byte[]> wrapped;
    private final BoundedCache<Slot, UUID> sealed;

    Quarantine(Ticker ticker) {
        this.wrapped = new BoundedCache<>(MOST, bytes -> WHILE, ticker::nanos);
        this.sealed = new BoundedCache<>(MOST, pair -> WHILE, ticker::nanos);
    }

    void put(Slot slot, DataKeyRef dataKey) {
        if (!holds(slot, dataKey)) {
            LOG.errorf(
                    "the data key of installation %s does not open: its row was altered, or wrapped under a key version"
                            + " that is not allowed any more; it is refused until the row is mended",
                    slot.installation());
            wrapped.put(slot, dataKey.wrapped());
        }
    }

    /** Its key opens. */
    void release(Slot slot) {
        wrapped.remove(slot);
    }

    boolean holds(Slot slot, DataKeyRef dataKey) {
        return wrapped.get(slot)
                .map(bytes -> Arrays.equals(bytes, dataKey.wrapped()))
                .orElse(false);
    }

    /** The key opens, the token of this pair does not. */
    void putSealed(Slot slot, UUID pairId) {
        if (sealed.get(slot).filter(pairId::equals).isEmpty()) {
            LOG.errorf(
                    "the access token of installation %s does not open: its row was altered; it is refused until the row is"
                            + " mended or renewed",
                    slot.installation());
        }
        sealed.put(slot, pairId);
    }

    void opened(Slot slot) {
        sealed.remove(slot);
    }

    long size() {
        return withoutKey() + sealed.entries().size();
    }

    long withoutKey() {
        return wrapped.entries().size();
    }
}
