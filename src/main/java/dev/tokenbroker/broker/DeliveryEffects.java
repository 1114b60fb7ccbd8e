package dev.tokenbroker.broker;

import dev.tokenbroker.installation.Delivery;
import dev.tokenbroker.installation.Departures;
import dev.tokenbroker.installation.Departures.Redaction;
import dev.tokenbroker.installation.InstallationKey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What is done about a delivery, by its topic. Each may be done twice. */
@Singleton
final class DeliveryEffects {
    private static final Logger LOG = Logger.getLogger(DeliveryEffects.class);

    private final Departures departures;
    private final DepartureRounds confirmations;
    private final ScopeChanges scopes;
    private final Renames renames;
    private final Holdings holdings;

    DeliveryEffects(
            Departures departures,
            DepartureRounds confirmations,
            ScopeChanges scopes,
            Renames renames,
            Holdings holdings) {
        this.departures = departures;
        this.confirmations = confirmations;
        this.scopes = scopes;
        this.renames = renames;
        this.holdings = holdings;
    }

    /** What came of it, in a word; nothing where it has to be tried again. */
    Uni<Optional<String>> of(Delivery delivery) {
        return switch (delivery.topic()) {
            case APP_UNINSTALLED -> uninstalled(delivery);
            case SHOP_REDACT -> redact(delivery);
            case SCOPES_UPDATE -> scopes.changed(delivery);
            case SHOP_UPDATE -> renames.updated(delivery);
        };
    }

    private Uni<Optional<String>> uninstalled(Delivery delivery) {
        return departures
                .report(delivery)
                .invoke(report -> {
                    forget(delivery);
                    if (report == Departures.Report.NOTED) {
                        confirmations.begin();
                    }
                })
                .map(DeliveryEffects::word);
    }

    private Uni<Optional<String>> redact(Delivery delivery) {
        return departures.redact(delivery).flatMap(redaction -> {
            if (redaction == Redaction.UNPROVEN) {
                // whose shop it is will be known when Shopify was asked
                return uninstalled(delivery).replaceWith(Optional.empty());
            }
            LOG.infof("app %s: a shop is to be redacted: %s", delivery.app(), redaction);
            forget(delivery);
            return Uni.createFrom().item(word(redaction));
        });
    }

    /** What this replica holds; the others are told by the table that they poll. */
    private void forget(Delivery delivery) {
        delivery.domain().ifPresent(domain -> holdings.forget(new InstallationKey(delivery.app(), domain)));
    }

    static Optional<String> word(Enum<?> result) {
        return Optional.of(result.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
