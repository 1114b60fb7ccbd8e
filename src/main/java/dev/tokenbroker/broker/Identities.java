package dev.tokenbroker.broker;

import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.AdminProbe;
import dev.tokenbroker.token.ProbeAnswer.Identified;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Who a shop is: domains can be renamed and taken over, and what belongs to one shop must not go to the next. */
@Singleton
final class Identities {
    private final AdminProbe probe;
    private final InstallationStore store;

    Identities(AdminProbe probe, InstallationStore store) {
        this.probe = probe;
        this.store = store;
    }

    /** What is known of the shop that an access token is of. */
    sealed interface Identity {}

    record Known(ShopId id) implements Identity {}

    /** The domain had another shop before, or this shop has another installation of the app. */
    record Mismatch() implements Identity {}

    /** The shop could not be asked now; it is known at the next acquisition. */
    record Unknown() implements Identity {}

    Uni<Identity> of(Installation row, AccessToken token) {
        return probe.probe(row.key().shop(), token)
                .flatMap(answer -> answer instanceof Identified identified
                        ? compare(row, identified.id())
                        : Uni.createFrom().item(new Unknown()));
    }

    private Uni<Identity> compare(Installation row, ShopId id) {
        if (row.shopId().map(known -> !known.equals(id)).orElse(false)) {
            return Uni.createFrom().item(new Mismatch());
        }
        return store.belongsElsewhere(row.key(), id)
                .<Identity>map(elsewhere -> elsewhere ? new Mismatch() : new Known(id))
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(new Unknown());
    }

    ReceivedPair named(ReceivedPair pair, Identity identity) {
        return identity instanceof Known known ? pair.of(known.id()) : pair;
    }
}
