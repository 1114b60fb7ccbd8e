package dev.tokenbroker.broker;

import dev.tokenbroker.cache.BoundedCache;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.token.Ticker;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads rows again in the background whose token is past its planned renewal: another replica may have renewed, or
 * renewals may be failing, which readers are told. Each at most once in a while, and few at once: a database
 * that comes back is not to be met by a crowd.
 */
@Singleton
final class FreshLook {
    private static final Duration WHILE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;
    private static final int MOST = 200_000;

    private final AtomicInteger underway = new AtomicInteger();
    private final Holdings holdings;
    private final BoundedCache<InstallationKey, Boolean> recent;

    FreshLook(Holdings holdings, Ticker ticker) {
        this.holdings = holdings;
        this.recent = new BoundedCache<>(MOST, seen -> WHILE, ticker::nanos);
    }

    void at(InstallationKey key) {
        if (recent.get(key).isPresent() || underway.get() >= AT_ONCE) {
            return;
        }
        recent.put(key, true);
        underway.incrementAndGet();
        // what fails here is tried again, and told where somebody waits for it
        holdings.load(key)
                .onTermination()
                .invoke(underway::decrementAndGet)
                .subscribe()
                .with(done -> {}, failure -> {});
    }
}
