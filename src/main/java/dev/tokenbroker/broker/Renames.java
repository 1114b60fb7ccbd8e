package dev.tokenbroker.broker;

import dev.tokenbroker.installation.Delivery;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.ShopChanges;
import dev.tokenbroker.installation.ShopChanges.Renaming;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.token.ProbeAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A shop may take another domain; its number stays. The installation follows, where Shopify knows the shop under the new
 * domain by the installation's own token: a body that was signed once may come again.
 */
@Singleton
final class Renames {
    private static final Logger LOG = Logger.getLogger(Renames.class);

    private final ShopChanges changes;
    private final AskedShopify shopify;
    private final Holdings holdings;

    Renames(ShopChanges changes, AskedShopify shopify, Holdings holdings) {
        this.changes = changes;
        this.shopify = shopify;
        this.holdings = holdings;
    }

    Uni<Optional<String>> updated(Delivery delivery) {
        ShopId shopId = delivery.shopId().orElseThrow();
        Optional<ShopDomain> domain = delivery.domain();
        return domain.isEmpty()
                ? Uni.createFrom().item(Optional.of("without-domain"))
                : changes.of(delivery.app(), shopId)
                        .flatMap(known -> known.map(row -> follow(row, domain.get(), delivery))
                                .orElseGet(() -> identify(new InstallationKey(delivery.app(), domain.get()), shopId)));
    }

    private Uni<Optional<String>> identify(InstallationKey key, ShopId shopId) {
        return changes.identify(key, shopId).replaceWith(Optional.of("identified"));
    }

    private Uni<Optional<String>> follow(Installation row, ShopDomain domain, Delivery delivery) {
        return row.key().shop().equals(domain)
                ? Uni.createFrom().item(Optional.of("same-domain"))
                : shopify.about(row, domain).flatMap(answer -> heed(answer, row, domain, delivery));
    }

    private Uni<Optional<String>> heed(
            Optional<ProbeAnswer> answer, Installation row, ShopDomain domain, Delivery delivery) {
        if (answer.isEmpty() || answer.get() instanceof ProbeAnswer.Identified identified && isShop(identified, row)) {
            return rename(row, domain, delivery);
        }
        boolean another = answer.get() instanceof ProbeAnswer.Identified
                || answer.get() instanceof ProbeAnswer.TokenRefused
                || answer.get() instanceof ProbeAnswer.ShopNotFound;
        if (another) {
            LOG.warnf(
                    "%s is said to be %s now, where Shopify does not accept its token: it stays where it is",
                    row.key().shop(), domain);
        }
        return Uni.createFrom().item(another ? Optional.of("not-there") : Optional.empty());
    }

    private static boolean isShop(ProbeAnswer.Identified identified, Installation row) {
        return row.shopId().filter(identified.id()::equals).isPresent();
    }

    private Uni<Optional<String>> rename(Installation row, ShopDomain domain, Delivery delivery) {
        return changes.rename(row, domain, delivery.triggeredAt().orElseThrow()).map(renaming -> {
            holdings.forget(row.key());
            holdings.forget(new InstallationKey(row.key().app(), domain));
            if (renaming == Renaming.DOMAIN_TAKEN) {
                LOG.errorf(
                        "app %s: %s is %s now, but another installation has that domain; erase that one, and this one follows"
                                + " with the next update of the shop",
                        row.key().app(), row.key().shop(), domain);
            }
            return DeliveryEffects.word(renaming);
        });
    }
}
