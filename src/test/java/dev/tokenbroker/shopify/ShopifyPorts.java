package dev.tokenbroker.shopify;

import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenEndpoint;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/** The real client of Shopify's token endpoint, without a container. */
public final class ShopifyPorts {
    private ShopifyPorts() {}

    public static TokenEndpoint endpoint(Vertx vertx, String url, Duration timeout, Ticker ticker) {
        return new ShopifyTokenEndpoint(vertx, new Address(url, timeout), ticker, Clock.systemUTC());
    }

    private record Address(String url, Duration timeout) implements ShopifySettings {
        @Override
        public boolean insecure() {
            return true;
        }

        @Override
        public String apiVersion() {
            return "2026-10";
        }
    }
}
