package dev.tokenbroker.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the record.
 *
 * @param app nothing where it concerns every app
 * @param shop nothing where it concerns every shop
 * @param actor who caused it: {@code caller:<name>}, {@code reader}, {@code sweep}
 * @param detail a word or two from a fixed vocabulary; never a text from outside
 */
public record Event(
        long id,
        Instant at,
        Optional<String> app,
        Optional<String> shop,
        String type,
        long version,
        String actor,
        Optional<String> detail) {}
