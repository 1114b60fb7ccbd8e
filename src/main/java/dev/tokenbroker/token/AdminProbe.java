package dev.tokenbroker.token;

import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;

/** Shopify's Admin API, asked who answers there and whether a token works. */
public interface AdminProbe {
    /** Never fails for anything that Shopify or the network does: every outcome is an answer. */
    Uni<ProbeAnswer> probe(ShopDomain shop, AccessToken token);
}
