package dev.tokenbroker.token;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code broker.refresh.*}: when tokens are renewed, and how fast. */
public interface RefreshSettings {
    /** Share of a token's life after which it is renewed: between 0 and 1. */
    @WithDefault("0.5")
    double at();

    /**
     * Plus or minus this share of that point, fixed for each pair. With {@code broker.refresh.at} it may not move the renewal
     * beyond the token's end.
     */
    @WithDefault("0.1")
    double jitter();

    /**
     * A token with less life counts as expired and is never returned. Shorter than what {@code broker.refresh.at} and its jitter
     * leave of a token's hour.
     */
    @WithDefault("PT30S")
    Duration floor();

    /** Installations asked for within this time are renewed ahead of need. */
    @WithDefault("PT24H")
    Duration keepWarm();

    /** An idle refresh token is renewed at this age, plus or minus 5 days; at most {@code P25D}. */
    @WithDefault("P21D")
    Duration keepAliveAfter();

    /** Ceiling of calls to Shopify per second, for each app and replica; at least 1. */
    @WithDefault("20")
    int perSecond();

    /** How often each replica looks for what is due to be renewed. */
    @WithDefault("PT5S")
    Duration sweepEvery();

    /**
     * A renewed pair's refresh token is not used before this age; {@code PT0S} where commits are synchronous or nothing fails
     * over. Shorter than the time until the renewal that {@code broker.refresh.at} and its jitter set.
     */
    @WithDefault("PT60S")
    Duration settle();
}
