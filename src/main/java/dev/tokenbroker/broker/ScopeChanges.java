package dev.tokenbroker.broker;

import dev.tokenbroker.app.Apps;
import dev.tokenbroker.installation.Delivery;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.ShopChanges;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.token.ProbeAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * A merchant granted more to the app, or took something back: the next renewal tells, and comes soon. The delivery names the
 * shop in a header alone, so nothing that it says of scopes is taken over; tokens that are never renewed are asked about.
 */
@Singleton
final class ScopeChanges {
    private final Apps apps;
    private final InstallationStore store;
    private final ShopChanges changes;
    private final AskedShopify shopify;

    ScopeChanges(Apps apps, InstallationStore store, ShopChanges changes, AskedShopify shopify) {
        this.apps = apps;
        this.store = store;
        this.changes = changes;
        this.shopify = shopify;
    }

    Uni<Optional<String>> changed(Delivery delivery) {
        return delivery.domain()
                .map(domain -> changed(delivery, new InstallationKey(delivery.app(), domain)))
                .orElseGet(() -> Uni.createFrom().item(Optional.of("unknown-shop")));
    }

    private Uni<Optional<String>> changed(Delivery delivery, InstallationKey key) {
        boolean sufficient =
                delivery.granted().map(granted -> sufficient(key, granted)).orElse(false);
        return changes.renewSoon(key, sufficient)
                .flatMap(renewing -> renewing
                        ? Uni.createFrom().item(Optional.of("renewing"))
                        : store.find(key)
                                .flatMap(row -> row.map(this::ask)
                                        .orElseGet(() -> Uni.createFrom().item(Optional.of("unknown-shop")))));
    }

    private Uni<Optional<String>> ask(Installation row) {
        return shopify.about(row, row.key().shop()).flatMap(answer -> {
            if (answer.isPresent() && answer.get() instanceof ProbeAnswer.Identified identified) {
                return changes.rescope(row, identified.scopes(), sufficient(row.key(), identified.scopes()))
                        .replaceWith(Optional.of("rescoped"));
            }
            boolean refused = answer.filter(said -> said instanceof ProbeAnswer.TokenRefused)
                    .isPresent();
            return Uni.createFrom().item(refused ? Optional.of("token-refused") : Optional.empty());
        });
    }

    private boolean sufficient(InstallationKey key, Scopes granted) {
        return apps.named(key.app()).map(app -> granted.cover(app.scopes())).orElse(true);
    }
}
