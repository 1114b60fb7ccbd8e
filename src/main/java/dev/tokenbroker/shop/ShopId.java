package dev.tokenbroker.shop;

/** Shopify's permanent number of a shop: domains can be renamed and taken over, this cannot. */
public record ShopId(long value) {
    public ShopId {
        if (value <= 0) {
            throw new IllegalArgumentException("a shop id is a positive number");
        }
    }
}
