package dev.tokenbroker.installation;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One webhook of Shopify's, as far as there is something to do about it.
 *
 * @param id the same at each retry of one delivery
 * @param shopId as the signed body says
 * @param domain as the signed body says, else as the unsigned header does
 * @param triggeredAt when it happened, by Shopify's clock and an unsigned header
 * @param granted the scopes that are granted now, where it is about them
 */
public record Delivery(
        AppName app,
        String id,
        Topic topic,
        Optional<ShopId> shopId,
        Optional<ShopDomain> domain,
        Optional<Instant> triggeredAt,
        Optional<Scopes> granted) {
    /** What it is about; the label is Shopify's, and stored. */
    public enum Topic {
        APP_UNINSTALLED("app/uninstalled"),
        SCOPES_UPDATE("app/scopes_update"),
        SHOP_UPDATE("shop/update"),
        SHOP_REDACT("shop/redact");

        private final String label;

        Topic(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public static Optional<Topic> ofLabel(String label) {
            return Arrays.stream(values())
                    .filter(topic -> topic.label.equals(label))
                    .findAny();
        }
    }
}
