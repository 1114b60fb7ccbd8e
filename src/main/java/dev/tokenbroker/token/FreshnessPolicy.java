package dev.tokenbroker.token;

import java.time.Duration;
import java.util.UUID;

/**
 * When a token is alive, satisfies a caller, is to be renewed. Pure arithmetic; the one place for these rules.
 *
 * @param floor a token with less life counts as expired: no caller could use it
 * @param renewAt share of a token's life after which it is renewed
 * @param jitter plus or minus this share of that point, fixed for each pair
 * @param keepAliveAfter age at which an idle refresh token is renewed, plus or minus five days
 */
public record FreshnessPolicy(Duration floor, double renewAt, double jitter, Duration keepAliveAfter) {
    /** Shopify's lives: an import may tell no more than what is left of them. */
    public static final Duration USUAL_LIFE = Duration.ofMinutes(60);

    public static final Duration USUAL_REFRESH_TOKEN_LIFE = Duration.ofDays(90);

    private static final Duration KEEP_ALIVE_SPREAD = Duration.ofDays(5);
    private static final Duration UNCONFIRMED = Duration.ofMinutes(30);
    private static final double UNCONFIRMED_JITTER = 1.0 / 3;

    public boolean lives(Duration remaining) {
        return remaining.compareTo(floor) >= 0;
    }

    /** A {@code minTtl} below the floor means the floor. */
    public boolean satisfies(Duration remaining, Duration minTtl) {
        return lives(remaining) && remaining.compareTo(minTtl) >= 0;
    }

    /** How long after a pair was minted it is to be renewed. */
    public Duration renewAfter(Duration life, UUID pairId) {
        return scale(life, renewAt * (1 + jitter * spread(pairId)));
    }

    /** A pair that came after more than one send of its parent is soon renewed: 30 ± 10 minutes. */
    public Duration confirmAfter(UUID pairId) {
        return scale(UNCONFIRMED, 1 + UNCONFIRMED_JITTER * spread(pairId));
    }

    /** Age at which an idle refresh token with such a life is renewed; never later than half of it. */
    public Duration keepAliveAfter(Duration refreshTokenLife, UUID pairId) {
        Duration planned = keepAliveAfter.plus(scale(KEEP_ALIVE_SPREAD, spread(pairId)));
        Duration half = refreshTokenLife.dividedBy(2);
        return planned.compareTo(half) < 0 ? planned : half;
    }

    /** From -1 to 1, the same for a pair on every replica. */
    private static double spread(UUID pairId) {
        long mixed = (pairId.getMostSignificantBits() ^ pairId.getLeastSignificantBits()) * 0x9E3779B97F4A7C15L;
        return (mixed >> 11) / (double) (1L << 52);
    }

    private static Duration scale(Duration duration, double factor) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }
}
