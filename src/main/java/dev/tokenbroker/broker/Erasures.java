package dev.tokenbroker.broker;

import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationStore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Erases tokens and data key for good, here at once and on every replica within a second. */
@Singleton
public final class Erasures {
    private final InstallationStore store;
    private final Holdings holdings;

    Erasures(InstallationStore store, Holdings holdings) {
        this.store = store;
        this.holdings = holdings;
    }

    /** False where there was nothing to erase. Fails where the database is away. */
    public Uni<Boolean> erase(InstallationKey key, String actor) {
        return store.erase(key, actor).invoke(() -> holdings.forget(key));
    }
}
