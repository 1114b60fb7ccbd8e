package dev.tokenbroker.webhook;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Shopify's headers, under their names of old or without the {@code X-}. None but the signature is signed by anything. */
final class WebhookHeaders {
    private final UnaryOperator<String> sent;

    /** @param sent the value of a header by its name, null where there is none */
    WebhookHeaders(UnaryOperator<String> sent) {
        this.sent = sent;
    }

    /** Nothing where there is none that could be one. */
    Optional<byte[]> signature() {
        return named("Hmac-SHA256").flatMap(WebhookHeaders::decode);
    }

    Optional<String> topic() {
        return named("Topic");
    }

    Optional<String> shopDomain() {
        return named("Shop-Domain");
    }

    Optional<String> id() {
        return named("Webhook-Id");
    }

    Optional<Instant> triggeredAt() {
        return named("Triggered-At").flatMap(WebhookHeaders::instant);
    }

    private Optional<String> named(String name) {
        return Optional.ofNullable(sent.apply("X-Shopify-" + name))
                .or(() -> Optional.ofNullable(sent.apply("Shopify-" + name)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static Optional<byte[]> decode(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }
}
