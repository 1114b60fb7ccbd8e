package dev.tokenbroker.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Makes the webhooks of one app on one shop, signed as Shopify does it: with the oldest secret not yet revoked. */
public final class ShopWebhooks {
    private static final String API_VERSION = "2026-10";

    private final SimulatedShop shop;
    private final SimulatedApp app;
    private final Instant now;

    ShopWebhooks(SimulatedShop shop, SimulatedApp app, Instant now) {
        this.shop = shop;
        this.app = app;
        this.now = now;
    }

    /** Both domains are null, as in Shopify's own sample: the id is what names the shop. */
    public SignedWebhook appUninstalled() {
        return of("app/uninstalled", shopResource().putNull("domain").putNull("myshopify_domain"));
    }

    /** @param previous scopes separated by commas, as {@code current} */
    public SignedWebhook scopesUpdate(String previous, String current) {
        return of(
                "app/scopes_update",
                new JsonObject()
                        .put("id", 1)
                        .put("previous", array(previous))
                        .put("current", array(current))
                        .put("updated_at", now.toString()));
    }

    public SignedWebhook shopUpdate() {
        return of("shop/update", shopResource().put("domain", "shop.example").put("myshopify_domain", shop.domain()));
    }

    public SignedWebhook shopRedact() {
        return of("shop/redact", compliance());
    }

    public SignedWebhook customersRedact() {
        return of(
                "customers/redact", compliance().put("customer", customer()).put("orders_to_redact", new JsonArray()));
    }

    public SignedWebhook customersDataRequest() {
        return of(
                "customers/data_request",
                compliance()
                        .put("customer", customer())
                        .put("orders_requested", new JsonArray())
                        .put("data_request", new JsonObject().put("id", 9999)));
    }

    /** Any topic with any body. */
    public SignedWebhook of(String topic, JsonObject body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        headers.put("X-Shopify-Topic", topic);
        headers.put("X-Shopify-Shop-Domain", shop.domain());
        headers.put("X-Shopify-API-Version", API_VERSION);
        headers.put("X-Shopify-Webhook-Id", UUID.randomUUID().toString());
        headers.put("X-Shopify-Event-Id", UUID.randomUUID().toString());
        headers.put("X-Shopify-Triggered-At", now.toString());
        headers.put("X-Shopify-Name", topic.replace('/', '-'));
        return SignedWebhook.of(headers, body.encode(), app.oldestSecret().value());
    }

    private JsonObject shopResource() {
        return new JsonObject().put("id", shop.id()).put("name", "Sim Shop").put("email", "owner@shop.example");
    }

    private JsonObject compliance() {
        return new JsonObject().put("shop_id", shop.id()).put("shop_domain", shop.domain());
    }

    private static JsonObject customer() {
        return new JsonObject()
                .put("id", 191_167)
                .put("email", "buyer@shop.example")
                .put("phone", "555-625-1199");
    }

    private static JsonArray array(String scopes) {
        JsonArray array = new JsonArray();
        for (String scope : scopes.split(",")) {
            if (!scope.isBlank()) {
                array.add(scope.strip());
            }
        }
        return array;
    }
}
