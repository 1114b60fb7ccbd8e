package dev.tokenbroker.installation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The {@code state} of an installation; the label is public and stored. */
public enum InstallationState {
    ACTIVE,
    /** Shopify says frozen or locked: everything is kept, and asked again in hours. */
    SUSPENDED,
    /** Only a merchant can help. */
    REAUTHORIZATION_REQUIRED,
    UNINSTALLED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<InstallationState> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findAny();
    }
}
