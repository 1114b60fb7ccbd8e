package dev.tokenbroker.token;

import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;

/** Takes the app off a shop, at Shopify: for good, with every token that it has there. */
public interface AppUninstall {
    /** Never fails for anything that Shopify or the network does: every outcome is an answer. */
    Uni<UninstallAnswer> uninstall(ShopDomain shop, AccessToken token);

    /** What Shopify says to it. */
    enum UninstallAnswer {
        UNINSTALLED,
        /** The token is not taken any more. */
        GONE_ALREADY,
        /** Not answered, or not done: the app may still be there. */
        UNCLEAR
    }
}
