package dev.tokenbroker.shopify;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** {@code Retry-After} in all its forms: whole seconds, Shopify's fractions of them, or a date (RFC 9110 §10.2.3). */
final class RetryAfter {
    private final Clock clock;

    RetryAfter(Clock clock) {
        this.clock = clock;
    }

    /**
     * Nothing where it is absent or makes no sense.
     *
     * @param date when the answer was sent, by the clock that a date in {@code header} was read from
     */
    Optional<Duration> read(String header, String date) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        return seconds(header.strip()).or(() -> moment(header.strip()).map(then -> until(then, date)));
    }

    private static Optional<Duration> seconds(String text) {
        try {
            double seconds = Double.parseDouble(text);
            return seconds >= 0 && seconds < 1e9
                    ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000)))
                    : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private Duration until(Instant then, String date) {
        Instant now = moment(date == null ? "" : date.strip()).orElseGet(clock::instant);
        Duration until = Duration.between(now, then);
        return until.isNegative() ? Duration.ZERO : until;
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
