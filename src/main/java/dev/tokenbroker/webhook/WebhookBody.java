package dev.tokenbroker.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The few members of a signed body that anything is done about; read leniently, since it is Shopify that writes it. */
final class WebhookBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode members;

    private WebhookBody(JsonNode members) {
        this.members = members;
    }

    /** Nothing where it is no JSON object. */
    static Optional<WebhookBody> read(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body))
                    .filter(JsonNode::isObject)
                    .map(WebhookBody::new);
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /** @param member {@code id} of a Shop resource, {@code shop_id} elsewhere */
    Optional<ShopId> shopId(String member) {
        return Optional.of(members.path(member))
                .filter(id -> id.isIntegralNumber() && id.canConvertToLong() && id.longValue() > 0)
                .map(id -> new ShopId(id.longValue()));
    }

    Optional<ShopDomain> domain(String member) {
        return ShopDomain.parse(members.path(member).textValue());
    }

    /** Handles as a list. Nothing where there is none. */
    Optional<Scopes> scopes(String member) {
        JsonNode handles = members.path(member);
        if (!handles.isArray()) {
            return Optional.empty();
        }
        Set<String> granted = new LinkedHashSet<>();
        handles.forEach(handle -> granted.add(handle.asText()));
        return Optional.of(new Scopes(granted));
    }

    boolean has(String member) {
        return members.has(member);
    }
}
