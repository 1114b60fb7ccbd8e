package dev.tokenbroker.importer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where tokens live today. */
enum Origin {
    SHOPIFY_SESSIONS,
    SHOPIFY_APP,
    NANGO;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Origin> of(String word) {
        return Arrays.stream(values())
                .filter(origin -> origin.word().equals(word))
                .findFirst();
    }
}
