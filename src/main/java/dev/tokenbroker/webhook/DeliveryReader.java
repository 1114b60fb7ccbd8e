package dev.tokenbroker.webhook;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Delivery;
import dev.tokenbroker.installation.Delivery.Topic;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which shop a delivery is about. The topic stands in a header, which whoever has one signed body may change: what would
 * destroy something is bound to the shop that the body names, and to a body of its own kind.
 */
final class DeliveryReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    private DeliveryReader() {}

    /** Nothing where the body does not belong to the topic. */
    static Optional<Delivery> read(AppName app, Topic topic, WebhookHeaders headers, byte[] bytes) {
        return WebhookBody.read(bytes).filter(body -> belongs(body, topic)).map(body -> {
            String id = headers.id()
                    .filter(text -> ID.matcher(text).matches())
                    .orElseGet(() -> hash(topic, headers, bytes));
            Optional<ShopDomain> domain = domain(body, topic)
                    .or(() -> headers.shopDomain()
                            .filter(text -> topic != Topic.SHOP_UPDATE)
                            .flatMap(ShopDomain::parse));
            return new Delivery(
                    app, id, topic, shopId(body, topic), domain, headers.triggeredAt(), body.scopes("current"));
        });
    }

    /** A request to redact a customer names the shop too, and must not pass for one to redact the shop. */
    private static boolean belongs(WebhookBody body, Topic topic) {
        return switch (topic) {
            case SHOP_REDACT ->
                body.shopId("shop_id").isPresent()
                        && !body.has("customer")
                        && !body.has("orders_to_redact")
                        && !body.has("data_request");
            case APP_UNINSTALLED -> !body.has("customer");
            case SHOP_UPDATE -> shopId(body, topic).isPresent();
            case SCOPES_UPDATE -> body.scopes("current").isPresent();
        };
    }

    private static Optional<ShopId> shopId(WebhookBody body, Topic topic) {
        return switch (topic) {
            case APP_UNINSTALLED, SHOP_UPDATE -> body.shopId("id");
            case SHOP_REDACT -> body.shopId("shop_id");
            case SCOPES_UPDATE -> Optional.empty(); // its id is not the shop's
        };
    }

    private static Optional<ShopDomain> domain(WebhookBody body, Topic topic) {
        return body.domain(topic == Topic.SHOP_REDACT ? "shop_domain" : "myshopify_domain");
    }

    private static String hash(Topic topic, WebhookHeaders headers, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(topic.label().getBytes(StandardCharsets.UTF_8));
            digest.update(headers.triggeredAt().map(Object::toString).orElse("").getBytes(StandardCharsets.UTF_8));
            return "sha256-" + HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("SHA-256 is not to be had", broken);
        }
    }
}
