package dev.tokenbroker.importer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Times as databases and libraries write them; without a zone they are UTC, as all three systems keep them. */
final class Times {
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter();

    /** As many seconds are the year 5138, and as many milliseconds 1973: what is more is milliseconds. */
    private static final long MOST_SECONDS = 100_000_000_000L;

    private Times() {}

    /** Nothing where it is no time. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(text.matches("[0-9]{1,15}") ? epoch(Long.parseLong(text)) : calendar(text));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Instant epoch(long number) {
        return number > MOST_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    private static Instant calendar(String text) {
        String spaced = text.replaceFirst("^(.{10})[Tt]", "$1 ").replaceFirst(" ?UTC$", "Z");
        String zone = spaced.replaceFirst("^.{10} [0-9:.]*", "").strip();
        String local = spaced.substring(0, spaced.length() - zone.length()).strip();
        return zone.isEmpty()
                ? LocalDateTime.parse(local, LOCAL).toInstant(java.time.ZoneOffset.UTC)
                : OffsetDateTime.of(LocalDateTime.parse(local, LOCAL), java.time.ZoneOffset.of(zone))
                        .toInstant();
    }
}
