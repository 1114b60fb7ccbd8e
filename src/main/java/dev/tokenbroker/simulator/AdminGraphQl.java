package dev.tokenbroker.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Answers three questions by the words in the query; it does not parse GraphQL. */
final class AdminGraphQl {
    private static final Pattern SHOP = Pattern.compile("\\bshop\\s*\\{");
    private static final Pattern INSTALLATION = Pattern.compile("\\bcurrentAppInstallation\\s*\\{");
    private static final Pattern UNINSTALL = Pattern.compile("\\bmutation\\b.*\\bappUninstall\\b", Pattern.DOTALL);

    private AdminGraphQl() {}

    static Answer answer(Buffer body, SimulatedShop shop, Installation installation) {
        String query = query(body);
        JsonObject data = new JsonObject();
        if (SHOP.matcher(query).find()) {
            data.put("shop", shop(shop));
        }
        if (INSTALLATION.matcher(query).find()) {
            data.put("currentAppInstallation", scopes(installation));
        }
        if (UNINSTALL.matcher(query).find()) {
            shop.uninstall(installation.app());
            data.put("appUninstall", new JsonObject().put("userErrors", new JsonArray()));
        }
        return Answer.json(200, data.isEmpty() ? unknownField() : new JsonObject().put("data", data));
    }

    private static String query(Buffer body) {
        try {
            return new JsonObject(body).getString("query", "");
        } catch (DecodeException | ClassCastException e) {
            return "";
        }
    }

    private static JsonObject shop(SimulatedShop shop) {
        return new JsonObject().put("id", "gid://shopify/Shop/" + shop.id()).put("myshopifyDomain", shop.domain());
    }

    private static JsonObject scopes(Installation installation) {
        JsonArray scopes = new JsonArray();
        Arrays.stream(installation.scopes().split(","))
                .filter(handle -> !handle.isBlank())
                .forEach(handle -> scopes.add(new JsonObject().put("handle", handle.strip())));
        return new JsonObject().put("id", "gid://shopify/AppInstallation/1").put("accessScopes", scopes);
    }

    private static JsonObject unknownField() {
        JsonObject error = new JsonObject().put("message", "The query asks for nothing that exists here");
        return new JsonObject().put("errors", new JsonArray().add(error));
    }
}
