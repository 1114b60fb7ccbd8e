package dev.tokenbroker.shopify;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code broker.shopify.*}: where Shopify is and how long we wait for it. */
public interface ShopifySettings {
    /** Base of Shopify's endpoints; {@code {shop}} is replaced by the shop's domain. */
    @WithDefault("https://{shop}")
    String url();

    /** Allows a {@code url} that is not https: for simulators only. */
    @WithDefault("false")
    boolean insecure();

    /** The whole call: connect, send, and read the answer to its end. */
    @WithDefault("PT10S")
    Duration timeout();

    /** Version of the Admin API that the probe asks. */
    @WithDefault("2026-10")
    String apiVersion();
}
