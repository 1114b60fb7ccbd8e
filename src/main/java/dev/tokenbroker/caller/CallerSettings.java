package dev.tokenbroker.caller;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code broker.callers.<name>.*}: what one JWT subject may do. Whatever is not said is denied. */
public interface CallerSettings {
    /** The JWT's {@code sub}. */
    String subject();

    /** Any of {@code read-tokens}, {@code enrol}, {@code operate}. */
    Optional<List<String>> permissions();

    /** {@code *}, or domains and {@code prefix-*} globs. */
    Optional<List<String>> shops();

    /** Names of apps; every app where it is left out. */
    Optional<List<String>> apps();

    OptionalInt requestsPerSecond();

    OptionalInt distinctShopsPerHour();
}
