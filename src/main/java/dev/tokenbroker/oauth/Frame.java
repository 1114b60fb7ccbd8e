package dev.tokenbroker.oauth;

import dev.tokenbroker.shop.ShopDomain;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the browser shows the answer in a frame of Shopify's admin.
 *
 * @param ancestors who may do so
 */
record Frame(boolean around, String ancestors) {
    static final Frame NONE = new Frame(false, "'none'");
    private static final Set<String> FRAMES = Set.of("iframe", "frame", "embed", "object", "fencedframe");

    /** @param destination {@code Sec-Fetch-Dest}; older browsers do not say it, and Shopify says {@code embedded} as well */
    static Frame of(String destination, LinkQuery query, Optional<ShopDomain> shop) {
        boolean framed = destination == null
                ? query.value("embedded").filter("1"::equals).isPresent()
                : FRAMES.contains(destination);
        return framed
                ? new Frame(
                        true,
                        "https://admin.shopify.com"
                                + shop.map(domain -> " https://" + domain).orElse(""))
                : NONE;
    }
}
