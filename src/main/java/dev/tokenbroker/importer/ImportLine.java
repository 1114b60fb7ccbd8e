package dev.tokenbroker.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenbroker.importer.Exported.Expiring;
import dev.tokenbroker.importer.Exported.Legacy;
import dev.tokenbroker.shop.ShopDomain;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One line for {@code POST /v1/imports}.
 *
 * @param row of the export that it stands for
 * @param json with tokens in it: it goes to the broker, or where the operator sends it
 */
record ImportLine(long row, ShopDomain shop, String json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ImportLine of(long row, Legacy legacy, Optional<String> app) {
        ObjectNode line = begin(legacy.shop(), app);
        line.put("grant", "legacy");
        line.put("access_token", legacy.accessToken().reveal());
        line.put("scope", legacy.scope());
        return new ImportLine(row, legacy.shop(), text(line));
    }

    static ImportLine of(long row, Expiring pair, Optional<String> app) {
        ObjectNode line = begin(pair.shop(), app);
        line.put("grant", "expiring");
        line.put("access_token", pair.accessToken().reveal());
        line.put("refresh_token", pair.refreshToken().reveal());
        pair.expires()
                .ifPresentOrElse(
                        end -> line.put(
                                "expires_at", end.truncatedTo(ChronoUnit.MILLIS).toString()),
                        () -> line.put("expires_in", 0));
        line.put(
                "refresh_token_expires_at",
                pair.refreshTokenExpires().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("scope", pair.scope());
        return new ImportLine(row, pair.shop(), text(line));
    }

    private static ObjectNode begin(ShopDomain shop, Optional<String> app) {
        ObjectNode line = JSON.createObjectNode();
        line.put("shop", shop.value());
        app.ifPresent(name -> line.put("app", name));
        return line;
    }

    private static String text(ObjectNode line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a line cannot be written as JSON");
        }
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "row " + row + " " + shop;
    }
}
