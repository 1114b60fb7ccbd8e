package dev.tokenbroker.simulator;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The query with which Shopify sends a browser to the app: pairs sorted by name, signed in hexadecimal HMAC-SHA256, with
 * spaces as {@code %20}.
 */
final class SignedQuery {
    private final Map<String, String> parameters = new TreeMap<>();

    static SignedQuery of(SimulatedShop shop, Instant now) {
        String handle = shop.domain().substring(0, shop.domain().indexOf('.'));
        String host = "admin.shopify.com/store/" + handle;
        return new SignedQuery()
                .with("shop", shop.domain())
                .with("timestamp", String.valueOf(now.getEpochSecond()))
                .with(
                        "host",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(host.getBytes(StandardCharsets.UTF_8)));
    }

    SignedQuery with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    URI appendedTo(URI address, String secret) {
        String message = message();
        String signature = HexFormat.of().formatHex(HmacSha256.sign(secret, message));
        String separator = address.getRawQuery() == null ? "?" : "&";
        return URI.create(address + separator + message + "&hmac=" + signature);
    }

    private String message() {
        return parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
