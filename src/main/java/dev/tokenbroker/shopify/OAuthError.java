package dev.tokenbroker.shopify;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RFC 6749 §5.2, or what Shopify's HTML pages say instead where something between us and it dropped {@code Accept}. */
record OAuthError(String code, String description) {
    private static final Pattern ON_A_PAGE = Pattern.compile("Oauth error ([a-z_]+)(?::\\s*([^<]{0,200}))?");

    static OAuthError read(String body) {
        try {
            JsonObject json = new JsonObject(body);
            return new OAuthError(text(json, "error"), text(json, "error_description"));
        } catch (DecodeException notJson) {
            return onPage(body);
        }
    }

    private static OAuthError onPage(String body) {
        Matcher page = ON_A_PAGE.matcher(body);
        OAuthError found = new OAuthError("", "");
        while (page.find()) {
            // the title has the code alone, the body the description too
            found = new OAuthError(page.group(1), page.group(2) == null ? found.description() : page.group(2));
        }
        return found;
    }

    private static String text(JsonObject json, String member) {
        return json.getValue(member) instanceof String text ? text : "";
    }
}
