package dev.tokenbroker.installation;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.shop.ShopId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** Where installations are durable. Every method fails with {@link StoreUnavailableException} alone. */
public interface InstallationStore {
    /** The row, which may have no token yet, or what else is known under its name. */
    Uni<Sighting<Installation>> look(InstallationKey key);

    /** The row, unless it is erased or not there; it may have no token yet. */
    default Uni<Optional<Installation>> find(InstallationKey key) {
        return look(key).map(Sighting::present);
    }

    /** Nothing where somebody else holds it, or the row has moved on. */
    Uni<Optional<LeasedInstallation>> claim(Claim claim);

    /** The id that this installation has or had, else a new one: a data key is bound to it before there is a row. */
    Uni<UUID> identify(InstallationKey key);

    /**
     * Makes a row without a token, or gives an erased one a new life under {@code dataKey}; leaves a living one alone.
     *
     * @return the row as it is now, whoever made it
     */
    Uni<Installation> enrol(InstallationKey key, UUID id, DataKeyRef dataKey);

    /** Whether another installation of the same app has this shop id. */
    Uni<Boolean> belongsElsewhere(InstallationKey key, ShopId shopId);

    /** Whether a refresh token with this fingerprint was ever received in this life of the installation. */
    Uni<Boolean> hasHeld(Installation installation, String refreshTokenFingerprint);

    /** Whether the current pair's access token has this fingerprint. */
    Uni<Boolean> isCurrent(Installation installation, String accessTokenFingerprint);

    /** Wipes tokens and data key; identity, version and fence stay. False where there was nothing. */
    Uni<Boolean> erase(InstallationKey key, Actor actor);

    /** Deletes what a successful use of {@code proven} has made superfluous: its ancestors. */
    Uni<Void> prune(Installation installation, UUID proven);
}
