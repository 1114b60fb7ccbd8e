package dev.tokenbroker.shopify;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code broker.shopify.*}: where Shopify is and how long we wait for it. */
public interface ShopifySettings {
    /**
     * Base of Shopify's endpoints; {@code {shop}} is replaced by the shop's domain. Browsers are sent there too, for a merchant's
     * consent. Anything but https, and an address without {@code {shop}}, is refused unless {@code broker.shopify.insecure} is
     * true.
     */
    @WithDefault("https://{shop}")
    String url();

    /** Allows a {@code broker.shopify.url} that is not https or has no {@code {shop}}: for simulators only. */
    @WithDefault("false")
    boolean insecure();

    /**
     * The whole call: connect (2 s of it at most), send, and read the answer to its end. {@code broker.lease} is at least twice
     * this plus 10 s.
     */
    @WithDefault("PT10S")
    Duration timeout();

    /** Version of the Admin API that is asked whether a token lives: year and month. */
    @WithDefault("2026-10")
    String apiVersion();
}
