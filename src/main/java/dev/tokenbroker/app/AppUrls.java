package dev.tokenbroker.app;

import dev.tokenbroker.shop.ShopDomain;
import java.net.URI;
import java.util.Optional;

/**
 * Where browsers find an app's pages: the broker's own, below {@code public-url}, and the one to go to after an install.
 *
 * @param publicUrl without it nothing is installed through the broker
 */
public record AppUrls(Optional<URI> publicUrl, Optional<URI> afterInstall) {
    public static final AppUrls NONE = new AppUrls(Optional.empty(), Optional.empty());

    /** Whether browsers come encrypted. */
    boolean encrypted() {
        return publicUrl.filter(url -> "https".equals(url.getScheme())).isPresent();
    }

    /** The redirect URL to register at Shopify, to the letter. */
    Optional<URI> callback(AppName app) {
        return below("/oauth/" + app + "/callback");
    }

    Optional<URI> install(AppName app, ShopDomain shop) {
        return below("/oauth/" + app + "/install?shop=" + shop);
    }

    private Optional<URI> below(String path) {
        return publicUrl.map(url -> URI.create(url.toString().replaceAll("/+$", "") + path));
    }
}
