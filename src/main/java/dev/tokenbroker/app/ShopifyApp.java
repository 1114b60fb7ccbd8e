package dev.tokenbroker.app;

import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A Shopify app and its credentials.
 *
 * @param secrets the current secret first, then the previous one while a rotation is under way; none only while they are kept
 *     elsewhere and have not been had yet
 * @param scopes what every installation must have granted; none means that anything will do
 * @param assertionKey signs for application-only tokens in place of the secret, where one is configured
 */
public record ShopifyApp(
        AppName name,
        String clientId,
        List<ClientSecret> secrets,
        Scopes scopes,
        AppUrls urls,
        Optional<AssertionKey> assertionKey) {
    public ShopifyApp {
        secrets = List.copyOf(secrets);
    }

    /** An app that no browser is meant to find. */
    public ShopifyApp(AppName name, String clientId, List<ClientSecret> secrets, Scopes scopes) {
        this(name, clientId, secrets, scopes, AppUrls.NONE, Optional.empty());
    }

    ShopifyApp with(List<ClientSecret> other) {
        return new ShopifyApp(name, clientId, other, scopes, urls, assertionKey);
    }

    /** Where a merchant begins to install the app, or to authorize it again; nothing without a public address. */
    public Optional<URI> installUrl(ShopDomain shop) {
        return urls.install(name, shop);
    }

    /** Where Shopify sends the browser back to. */
    public Optional<URI> callbackUrl() {
        return urls.callback(name);
    }

    public boolean isReachedEncrypted() {
        return urls.encrypted();
    }

    /** Of the current secret. */
    public String secretVersion() {
        return secrets.isEmpty() ? "none" : secrets.get(0).version();
    }
}
