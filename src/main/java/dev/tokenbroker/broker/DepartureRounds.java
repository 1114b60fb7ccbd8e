package dev.tokenbroker.broker;

import dev.tokenbroker.app.Apps;
import dev.tokenbroker.installation.Departure;
import dev.tokenbroker.installation.Departures;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.ProbeAnswer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Confirms reported uninstallations, under the lease: by a refused renewal if there was one, else by asking Shopify with the
 * access token, else by a renewal soon. A report may be late, or not be Shopify's in all that it says; what Shopify still
 * accepts is kept.
 */
@Singleton
final class DepartureRounds {
    private static final Logger LOG = Logger.getLogger(DepartureRounds.class);
    private static final int BATCH = 50;
    private static final int AT_ONCE = 8;

    private final Apps apps;
    private final Departures departures;
    private final AskedShopify shopify;
    private final Holdings holdings;
    private final Renewals.Terms terms;

    DepartureRounds(Apps apps, Departures departures, AskedShopify shopify, Holdings holdings, Renewals.Terms terms) {
        this.apps = apps;
        this.departures = departures;
        this.shopify = shopify;
        this.holdings = holdings;
        this.terms = terms;
    }

    /** A round at once, for which nobody waits. */
    void begin() {
        round().subscribe().with(done -> {}, failure -> LOG.debugf("%s", failure.getMessage()));
    }

    Uni<Void> round() {
        return Multi.createFrom()
                .iterable(apps.all())
                .onItem()
                .transformToUniAndConcatenate(app -> departures.reported(app.name(), BATCH))
                .onItem()
                .transformToMultiAndConcatenate(reported -> Multi.createFrom().iterable(reported))
                .onItem()
                .transformToUni(this::decide)
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    /** One that fails is found again when its lease has ended. */
    private Uni<Void> decide(Installation row) {
        return departures
                .claim(row, terms.owner(), terms.lease())
                .flatMap(claimed -> claimed.map(this::decide)
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .onFailure()
                .invoke(failure -> LOG.debugf("a departure of %s stays open: %s", row.id(), failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> decide(Departure departure) {
        Installation row = departure.installation();
        if (departure.untried()) {
            return departure.leaveOpen(true);
        }
        return departure.renewalRefused()
                ? confirm(departure)
                : shopify.about(row, row.key().shop())
                        .flatMap(answer -> answer.map(said -> heed(said, departure))
                                .orElseGet(() -> departure.leaveOpen(row.grant().renewable())))
                        .onFailure(KeysUnavailableException.class)
                        .recoverWithUni(() -> departure.leaveOpen(false));
    }

    private Uni<Void> heed(ProbeAnswer answer, Departure departure) {
        if (answer instanceof ProbeAnswer.TokenRefused) {
            return confirm(departure);
        }
        if (answer instanceof ProbeAnswer.Identified identified) {
            LOG.infof(
                    "%s was said to have uninstalled app %s, but Shopify accepts its token",
                    departure.installation().key().shop(),
                    departure.installation().key().app());
            return departure.refute(known(identified, departure.installation()));
        }
        return departure.leaveOpen(false);
    }

    /** A token that works for another shop than the row says tells nothing of the row's shop. */
    private static Optional<ShopId> known(ProbeAnswer.Identified identified, Installation row) {
        return Optional.of(identified.id())
                .filter(id -> identified.domain().equals(row.key().shop()));
    }

    private Uni<Void> confirm(Departure departure) {
        return departure
                .confirm()
                .invoke(erased -> holdings.forget(departure.installation().key()))
                .replaceWithVoid();
    }
}
