package dev.tokenbroker.operations;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Installations whose grants a run is about. Only those that something can be done for: what a merchant has to mend is not. */
public interface GrantRows {
    Uni<Long> count(Selection selection);

    /** In the order of their ids. */
    Uni<List<Installation>> list(Selection selection, Optional<UUID> after, int most);

    /** The ids of those that there are, by their place in {@code named}; nothing in the place of one that is not. */
    Uni<List<Optional<UUID>>> resolve(List<InstallationKey> named);

    /** Which of them. */
    sealed interface Selection {
        /** Not migrated yet. */
        record Legacy(AppName app) implements Selection {}

        /** Whose current pair was minted with another client secret than this, or nobody knows with which. */
        record NotUnder(AppName app, String secretVersion) implements Selection {}

        /** Those among them that were not renewed since. */
        record NotRenewedSince(List<UUID> members, Instant since) implements Selection {}
    }
}
