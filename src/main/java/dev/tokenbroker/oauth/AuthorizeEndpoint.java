package dev.tokenbroker.oauth;

import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.shop.ShopDomain;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where Shopify asks a merchant for his consent.
 *
 * @param base of a shop's endpoints, with the placeholder {@code {shop}}
 */
public record AuthorizeEndpoint(String base) {
    /** Without {@code grant_options[]}: the token is the shop's, not a person's. */
    URI url(ShopifyApp app, ShopDomain shop, URI callback, String state) {
        String scopes = app.scopes().handles().isEmpty()
                ? ""
                : "&scope=" + encoded(app.scopes().toString());
        return URI.create(base.replace("{shop}", shop.value()) + "/admin/oauth/authorize?client_id="
                + encoded(app.clientId()) + scopes + "&redirect_uri=" + encoded(callback.toString()) + "&state="
                + state);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
