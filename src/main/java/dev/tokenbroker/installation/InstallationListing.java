package dev.tokenbroker.installation;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.caller.Reach;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows installations to operators, in pages of a stable order. */
public interface InstallationListing {
    /** Nothing where it is not enrolled, or erased. */
    Uni<Optional<InstallationStatus>> show(InstallationKey key);

    /** By app and domain. */
    Uni<List<InstallationStatus>> list(Query query);

    /**
     * @param within what the caller may see at all
     * @param after only those behind this one
     */
    record Query(
            Reach within,
            Optional<AppName> app,
            Optional<InstallationState> state,
            Optional<GrantKind> grant,
            Optional<Instant> refreshTokenExpiresBefore,
            Optional<InstallationKey> after,
            int limit) {}
}
