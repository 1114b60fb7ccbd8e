package dev.tokenbroker.caller;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code broker.callers.<name>.*}: what one JWT subject may do. Whatever is not said is denied. */
public interface CallerSettings {
    /** The JWT's {@code sub}; no two callers have the same. */
    String subject();

    /** Any of {@code read-tokens}, {@code enrol}, {@code operate}, separated by commas; without it the caller may nothing. */
    Optional<List<String>> permissions();

    /** {@code *}, or domains and {@code prefix-*} globs, separated by commas; without it the caller may nothing. */
    Optional<List<String>> shops();

    /** Names of apps under {@code broker.apps}, separated by commas; every app where it is not set. */
    Optional<List<String>> apps();

    /** Requests per second, for each replica; no limit where it is not set. */
    OptionalInt requestsPerSecond();

    /** Different shops that it asks for within an hour, for each replica; no limit where it is not set. */
    OptionalInt distinctShopsPerHour();
}
