package dev.tokenbroker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Delivery;
import dev.tokenbroker.installation.Delivery.Topic;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryReaderTest {
    private static final ShopDomain ACME = new ShopDomain("acme.myshopify.com");
    private static final ShopDomain VICTIM = new ShopDomain("victim.myshopify.com");

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Optional<Delivery> read(Topic topic, String body) {
        return DeliveryReader.read(
                new AppName("default"), topic, new WebhookHeaders(headers::get), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theShopIsTheOneThatTheSignedBodyNames() {
        headers.put("X-Shopify-Shop-Domain", VICTIM.value());

        assertThat(read(Topic.SHOP_REDACT, "{\"shop_id\":7,\"shop_domain\":\"acme.myshopify.com\"}"))
                .hasValueSatisfying(redact -> {
                    assertThat(redact.shopId()).hasValue(new ShopId(7));
                    assertThat(redact.domain()).hasValue(ACME);
                });
        assertThat(read(Topic.SHOP_UPDATE, "{\"id\":7,\"myshopify_domain\":null}"))
                .hasValueSatisfying(update ->
                        assertThat(update.domain()).as("never a header's").isEmpty());
    }

    @Test
    void whereTheBodyNamesNoDomainTheHeaderDoes() {
        headers.put("shopify-shop-domain", "ACME.myshopify.com");

        assertThat(read(Topic.APP_UNINSTALLED, "{\"id\":7,\"domain\":null,\"myshopify_domain\":null}"))
                .hasValueSatisfying(uninstalled -> {
                    assertThat(uninstalled.shopId()).hasValue(new ShopId(7));
                    assertThat(uninstalled.domain()).hasValue(ACME);
                });
    }

    @Test
    void theIdOfAScopesUpdateIsNoShops() {
        assertThat(read(Topic.SCOPES_UPDATE, "{\"id\":7,\"previous\":[],\"current\":[\"read_orders\"]}"))
                .hasValueSatisfying(update -> {
                    assertThat(update.shopId()).isEmpty();
                    assertThat(update.granted()).hasValue(Scopes.parse("read_orders"));
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SHOP_REDACT|{\"shop_id\":7,\"shop_domain\":\"acme.myshopify.com\",\"customer\":{\"id\":1}}",
                "SHOP_REDACT|{\"shop_id\":7,\"orders_to_redact\":[]}",
                "SHOP_REDACT|{\"shop_id\":7,\"data_request\":{\"id\":1}}",
                "SHOP_REDACT|{\"id\":7}",
                "APP_UNINSTALLED|{\"shop_id\":7,\"customer\":{\"id\":1}}",
                "SHOP_UPDATE|{\"shop_id\":7}",
                "SCOPES_UPDATE|{\"id\":7}"
            })
    void aBodyOfAnotherKindIsNotReadAsOneOfThisTopic(Topic topic, String body) {
        assertThat(read(topic, body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "\"{}\""})
    void whatIsNoJsonObjectIsNotRead(String body) {
        assertThat(read(Topic.APP_UNINSTALLED, body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-7", "7.5", "\"7\"", "true", "9223372036854775808", "null"})
    void whatIsNoShopIdIsNone(String id) {
        assertThat(read(Topic.APP_UNINSTALLED, "{\"id\":" + id + "}"))
                .hasValueSatisfying(delivery -> assertThat(delivery.shopId()).isEmpty());
    }

    @Test
    void aDeliveryIsKnownByItsIdAndElseByWhatItSays() {
        Delivery first = read(Topic.APP_UNINSTALLED, "{\"id\":7}").orElseThrow();
        headers.put("X-Shopify-Triggered-At", "2026-11-25T01:00:00.5Z");
        Delivery later = read(Topic.APP_UNINSTALLED, "{\"id\":7}").orElseThrow();
        headers.put("X-Shopify-Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043");
        Delivery named = read(Topic.APP_UNINSTALLED, "{\"id\":7}").orElseThrow();
        headers.put("X-Shopify-Webhook-Id", "x'; drop table");
        Delivery odd = read(Topic.APP_UNINSTALLED, "{\"id\":7}").orElseThrow();

        assertThat(first.id()).startsWith("sha256-").isNotEqualTo(later.id());
        assertThat(odd.id()).isEqualTo(later.id());
        assertThat(named.id()).isEqualTo("b54557e4-bdd9-4b37-8a5f-bf7d70bcd043");
        assertThat(named.triggeredAt()).hasValue(Instant.parse("2026-11-25T01:00:00.5Z"));
    }
}
