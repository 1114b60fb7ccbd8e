package dev.tokenbroker.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenbroker.shop.ShopDomain;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Connections as Nango's API shows them, credentials and all. */
final class NangoConnections {
    private static final RowReader.Names NAMES =
            new RowReader.Names("access_token", "refresh_token", "expires_at", "refresh_token_expires_at", "scope");

    private final RowReader rows;
    private final Optional<String> integration;

    /** @param integration the {@code provider_config_key} to take; every Shopify integration where it is left out */
    NangoConnections(Optional<String> usualScope, Optional<String> integration) {
        this.rows = new RowReader(NAMES, usualScope);
        this.integration = integration;
    }

    Exported read(JsonNode connection) {
        JsonNode credentials = connection.path("credentials");
        if (!isOurs(connection)) {
            return new Exported.Skipped("connection of another integration");
        }
        if (!credentials.path("type").asText().equals("OAUTH2")) {
            return new Exported.Skipped("connection without OAuth 2.0 credentials");
        }
        return credentials.path("raw").has("associated_user")
                ? new Exported.Skipped("online session")
                : rows.read(shop(connection.path("connection_config")), fields(credentials));
    }

    private boolean isOurs(JsonNode connection) {
        String key = connection.path("provider_config_key").asText();
        String provider = connection.path("provider").asText(key);
        return integration
                .map(key::equals)
                .orElseGet(() -> connection.has("provider") ? provider.equals("shopify") : key.startsWith("shopify"));
    }

    private static Optional<ShopDomain> shop(JsonNode config) {
        String subdomain = config.path("subdomain").asText();
        return ShopDomain.parse(subdomain).or(() -> ShopDomain.parse(subdomain + ".myshopify.com"));
    }

    /** What Shopify answered stands in {@code raw}; times in it count from the answer, an hour before the token's end. */
    private static Fields fields(JsonNode credentials) {
        Fields raw = Fields.of(credentials.path("raw"));
        Map<String, String> fields = new TreeMap<>(Fields.of(credentials).values());
        raw.text("scope").ifPresent(scope -> fields.putIfAbsent("scope", scope));
        Optional<Instant> expires = new Fields(fields).text("expires_at").flatMap(Times::parse);
        Optional<Long> life = raw.text("expires_in").flatMap(NangoConnections::number);
        Optional<Long> refreshTokenLife = raw.text("refresh_token_expires_in").flatMap(NangoConnections::number);
        if (expires.isPresent() && life.isPresent() && refreshTokenLife.isPresent()) {
            Instant end = expires.get().minusSeconds(life.get()).plusSeconds(refreshTokenLife.get());
            fields.putIfAbsent("refresh_token_expires_at", end.toString());
        }
        return new Fields(fields);
    }

    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
