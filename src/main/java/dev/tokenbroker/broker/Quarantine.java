package dev.tokenbroker.broker;

import dev.tokenbroker.broker.DataKeys.Slot;
import dev.tokenbroker.cache.BoundedCache;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.token.Ticker;
import java.time.Duration;
import java.util.Arrays;
import org.jboss.logging.Logger;

/**
 * Installations whose wrapped data key does not open: altered, or moved from another row. They alone are refused, and the key
 * service is asked again only when the row has other bytes, or after a while, in case an old key version was allowed again.
 */
final class Quarantine {
    private static final Logger LOG = Logger.getLogger(Quarantine.class);
    private static final int MOST = 10_000;
    private static final Duration WHILE = Duration.ofMinutes(15);

    private final BoundedCache<Slot, byte[]> wrapped;

    Quarantine(Ticker ticker) {
        this.wrapped = new BoundedCache<>(MOST, bytes -> WHILE, ticker::nanos);
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

    boolean holds(Slot slot, DataKeyRef dataKey) {
        return wrapped.get(slot)
                .map(bytes -> Arrays.equals(bytes, dataKey.wrapped()))
                .orElse(false);
    }

    long size() {
        return wrapped.entries().size();
    }
}
