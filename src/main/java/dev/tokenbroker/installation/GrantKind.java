package dev.tokenbroker.installation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The right to get access tokens of a shop; the label is public and stored. */
public enum GrantKind {
    /** A rotating pair. */
    EXPIRING,
    /** A public app's non-expiring offline token, awaiting its migration. */
    LEGACY,
    /** A custom app's permanent token. */
    STATIC,
    /** Asked for again whenever one is needed. */
    CLIENT_CREDENTIALS;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean renewable() {
        return this == EXPIRING || this == CLIENT_CREDENTIALS;
    }

    public static Optional<GrantKind> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findAny();
    }
}
