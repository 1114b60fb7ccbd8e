package dev.tokenbroker.operations;

import java.util.Locale;

/** What a run does. Its label is public, and its place under {@code /v1/operations}. */
public enum RunKind {
    /** Every data key under the newest version of Vault's key. */
    REWRAP,
    /** Every data key under another provider's key. */
    REKEY;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
