package dev.tokenbroker.installation;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** What changes at a shop without any token being asked for. */
public interface ShopChanges {
    /** The living installation on the shop of this number. */
    Uni<Optional<Installation>> of(AppName app, ShopId shopId);

    /** Makes known whose shop this is, where that was not known and the number is nobody else's. */
    Uni<Void> identify(InstallationKey key, ShopId shopId);

    /**
     * Renews soon, because what a token may do has changed. False where there is nothing to renew.
     *
     * @param sufficient whether nothing is lacking any more, so that an installation that lacked scopes is worth renewing
     */
    Uni<Boolean> renewSoon(InstallationKey key, boolean sufficient);

    /** What a token that is never renewed may do now. */
    Uni<Void> rescope(Installation installation, Scopes granted, boolean sufficient);

    /** @param triggeredAt of two renames the later holds, whichever comes first */
    Uni<Renaming> rename(Installation installation, ShopDomain domain, Instant triggeredAt);

    /** What became of a rename. */
    enum Renaming {
        RENAMED,
        /** It is older than what is known, or the row has moved on. */
        LATE,
        /** Another installation of the app has that domain, and keeps it. */
        DOMAIN_TAKEN
    }
}
