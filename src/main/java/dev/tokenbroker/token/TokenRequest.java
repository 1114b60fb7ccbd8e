package dev.tokenbroker.token;

import dev.tokenbroker.app.ClientSecret;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.ShopDomain;

/** One call to a shop's token endpoint: who asks, with which secret, by which grant. */
public record TokenRequest(ShopifyApp app, ClientSecret secret, ShopDomain shop, Grant grant) {
    /** RFC 6749 §4 and §6, RFC 8693; Shopify's parameters are the adapter's business. */
    public sealed interface Grant {
        /** Whether it is asked for a rotating pair: an answer without a refresh token would be none. */
        default boolean rotating() {
            return true;
        }
    }

    /** The refresh grant: the token is spent by asking. */
    public record Refresh(RefreshToken token) implements Grant {}

    /** Asks for another token whenever one is needed; there is nothing to spend. */
    public record ClientCredentials() implements Grant {
        @Override
        public boolean rotating() {
            return false;
        }
    }

    /** What a merchant's consent is worth, once. */
    public record AuthorizationCode(SecretString code) implements Grant {}

    /** App Bridge's token of a merchant at work, good for a minute. */
    public record IdToken(SecretString token) implements Grant {}

    /** A non-expiring offline token: exchanged one way, and again with the same answer for seven days. */
    public record Migration(AccessToken legacy) implements Grant {}
}
