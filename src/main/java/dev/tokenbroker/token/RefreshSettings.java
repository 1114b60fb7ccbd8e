package dev.tokenbroker.token;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code broker.refresh.*}: when tokens are renewed, and how fast. */
public interface RefreshSettings {
    /** Share of a token's life after which it is renewed. */
    @WithDefault("0.5")
    double at();

    /** Plus or minus this share of that point, fixed per installation and version. */
    @WithDefault("0.1")
    double jitter();

    /** A token with less life counts as expired. */
    @WithDefault("PT30S")
    Duration floor();

    /** Installations asked for within this time are renewed ahead of need. */
    @WithDefault("PT24H")
    Duration keepWarm();

    /** An idle refresh token is renewed at this age, plus or minus five days. */
    @WithDefault("P21D")
    Duration keepAliveAfter();

    /** Ceiling of calls to Shopify per second, per app and replica. */
    @WithDefault("20")
    int perSecond();

    @WithDefault("PT5S")
    Duration sweepEvery();

    /** A renewed pair's refresh token is not used before this age. */
    @WithDefault("PT60S")
    Duration settle();
}
