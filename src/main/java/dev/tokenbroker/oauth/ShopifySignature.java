package dev.tokenbroker.oauth;

import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.app.SignatureVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether Shopify made a link, and just now. */
final class ShopifySignature {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Pattern HMAC = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");

    private ShopifySignature() {}

    /** What is wrong with it, if anything. */
    static Optional<Refusal> refusal(ShopifyApp app, LinkQuery query, Clock clock) {
        if (!signed(app, query)) {
            return Optional.of(Refusal.NOT_FROM_SHOPIFY);
        }
        return fresh(query, clock) ? Optional.empty() : Optional.of(Refusal.TOO_OLD);
    }

    private static boolean signed(ShopifyApp app, LinkQuery query) {
        return query.value("hmac")
                .filter(hmac -> HMAC.matcher(hmac).matches())
                .map(hmac -> HexFormat.of().parseHex(hmac))
                .filter(signature -> query.messages().stream()
                        .anyMatch(message -> SignatureVerifier.signed(app, message, signature)))
                .isPresent();
    }

    private static boolean fresh(LinkQuery query, Clock clock) {
        return query.value("timestamp")
                .filter(time -> TIMESTAMP.matcher(time).matches())
                .map(Long::parseLong)
                .filter(time -> Math.abs(clock.instant().getEpochSecond() - time) <= FRESH.toSeconds())
                .isPresent();
    }
}
