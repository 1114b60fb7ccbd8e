package dev.tokenbroker.broker;

import dev.tokenbroker.cache.BoundedCache;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.token.Ticker;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Reads rows again in the background whose token is past its planned renewal: another replica may have renewed, or
 * renewals may be failing, which readers are told. Each at most once in a while.
 */
@Singleton
final class FreshLook {
    private static final Duration WHILE = Duration.ofSeconds(5);
    private static final int MOST = 200_000;

    private final Holdings holdings;
    private final BoundedCache<InstallationKey, Boolean> recent;

    FreshLook(Holdings holdings, Ticker ticker) {
        this.holdings = holdings;
        this.recent = new BoundedCache<>(MOST, seen -> WHILE, ticker::nanos);
    }

    void at(InstallationKey key) {
        if (recent.get(key).isPresent()) {
            return;
        }
        recent.put(key, true);
        // what fails here is tried again, and told where somebody waits for it
        holdings.load(key).subscribe().with(done -> {}, failure -> {});
    }
}
