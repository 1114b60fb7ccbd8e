package dev.tokenbroker.installation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** State changes that every replica must know of within a second. */
public interface Revocations {
    /** All that were committed within the last {@code window}, by the database's clock. */
    Uni<List<Revocation>> within(Duration window);

    record Revocation(long sequence, InstallationKey key) {}
}
