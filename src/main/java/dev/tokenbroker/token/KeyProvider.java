package dev.tokenbroker.token;

import java.util.Locale;

/** Who wraps data keys. The label is public and stored. */
public enum KeyProvider {
    VAULT,
    LOCAL;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
