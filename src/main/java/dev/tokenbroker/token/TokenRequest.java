package dev.tokenbroker.token;

import dev.tokenbroker.app.ClientSecret;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.shop.ShopDomain;

/** One call to a shop's token endpoint: who asks, with which secret, by which grant. */
public record TokenRequest(ShopifyApp app, ClientSecret secret, ShopDomain shop, Grant grant) {
    /** RFC 6749 §4.4 and §6; Shopify's parameters are the adapter's business. */
    public sealed interface Grant {}

    /** The refresh grant: the token is spent by asking. */
    public record Refresh(RefreshToken token) implements Grant {}

    /** Asks for another token whenever one is needed; there is nothing to spend. */
    public record ClientCredentials() implements Grant {}
}
