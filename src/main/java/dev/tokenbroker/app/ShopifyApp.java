package dev.tokenbroker.app;

import dev.tokenbroker.shop.Scopes;
import java.util.List;

/**
 * A Shopify app and its credentials.
 *
 * @param secrets the current secret first, then the previous one while a rotation is under way; none only while they are kept
 *     elsewhere and have not been had yet
 * @param scopes what every installation must have granted; none means that anything will do
 */
public record ShopifyApp(AppName name, String clientId, List<ClientSecret> secrets, Scopes scopes) {
    public ShopifyApp {
        secrets = List.copyOf(secrets);
    }

    ShopifyApp with(List<ClientSecret> other) {
        return new ShopifyApp(name, clientId, other, scopes);
    }

    /** Of the current secret. */
    public String secretVersion() {
        return secrets.isEmpty() ? "none" : secrets.get(0).version();
    }
}
