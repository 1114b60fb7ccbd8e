package dev.tokenbroker.token;

import java.time.Duration;

/** {@code broker.refresh.*} as it stands where nothing is said, or with one thing said. */
public record DefaultRefresh(
        double at,
        double jitter,
        Duration floor,
        Duration keepWarm,
        Duration keepAliveAfter,
        int perSecond,
        Duration sweepEvery,
        Duration settle)
        implements RefreshSettings {
    public DefaultRefresh() {
        this(
                0.5,
                0.1,
                Duration.ofSeconds(30),
                Duration.ofHours(24),
                Duration.ofDays(21),
                20,
                Duration.ofSeconds(5),
                Duration.ofSeconds(60));
    }

    public static DefaultRefresh settling(Duration settle) {
        DefaultRefresh usual = new DefaultRefresh();
        return new DefaultRefresh(
                usual.at,
                usual.jitter,
                usual.floor,
                usual.keepWarm,
                usual.keepAliveAfter,
                usual.perSecond,
                usual.sweepEvery,
                settle);
    }
}
