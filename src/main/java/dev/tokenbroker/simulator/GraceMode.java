package dev.tokenbroker.simulator;

import java.time.Duration;

/**
 * What happens when a refresh token is presented again after it was used and before its replacement was.
 *
 * <p>Shopify states that a retry succeeds, not what it returns; {@link #SAME_THEN_NEW} is the reading that fits both the
 * rule before 2026-08-28 and the one after it.
 */
public enum GraceMode {
    /** The first answer, word for word, for 60 minutes; then 401. */
    LEGACY_60_MIN(Duration.ofMinutes(60), Duration.ofMinutes(60)),
    /** The first answer, word for word. Its access token is prolonged where it has expired. */
    SAME_PAIR(Duration.ofDays(30), Duration.ofDays(30)),
    /** Every retry mints a new pair and retires those minted before it: the last one wins. */
    NEW_PAIR(Duration.ofDays(30), Duration.ZERO),
    /** Every retry mints a new pair; all stay acceptable until one of them is used. */
    SIBLINGS(Duration.ofDays(30), Duration.ZERO),
    /** {@link #SAME_PAIR} for 60 minutes, then {@link #NEW_PAIR}. */
    SAME_THEN_NEW(Duration.ofDays(30), Duration.ofMinutes(60)),
    /** No grace at all. */
    STRICT_SINGLE_USE(Duration.ZERO, Duration.ZERO),
    /** No grace, and presenting a used refresh token revokes every refresh token of the app on the shop. */
    REUSE_REVOKES_ALL(Duration.ZERO, Duration.ZERO);

    private final Duration acceptedAfterFirstUse;
    private final Duration replayedAfterFirstUse;

    GraceMode(Duration acceptedAfterFirstUse, Duration replayedAfterFirstUse) {
        this.acceptedAfterFirstUse = acceptedAfterFirstUse;
        this.replayedAfterFirstUse = replayedAfterFirstUse;
    }

    boolean accepts(Duration sinceFirstUse) {
        return sinceFirstUse.compareTo(acceptedAfterFirstUse) < 0;
    }

    boolean replays(Duration sinceFirstUse) {
        return sinceFirstUse.compareTo(replayedAfterFirstUse) < 0;
    }
}
