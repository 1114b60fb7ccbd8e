package dev.tokenbroker.operations;

import java.util.Arrays;
import java.util.Locale;

/** What a run does. Its label is public. */
public enum RunKind {
    /** Every legacy grant of an app into an expiring one. */
    MIGRATION,
    /** Every data key under the newest version of Vault's key. */
    REWRAP,
    /** Every data key under another provider's key. */
    REKEY,
    /** Every grant of an app under its current client secret. */
    SECRET_ROTATION,
    /** Some installations' grants, ahead of need. */
    RENEWALS;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether what it works towards is not said by whoever starts it, but what is the newest, or current, then. */
    public boolean towardsTheNewest() {
        return this == REWRAP || this == SECRET_ROTATION;
    }

    /** @throws IllegalArgumentException where there is none of this label */
    public static RunKind ofLabel(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of run: " + label));
    }
}
