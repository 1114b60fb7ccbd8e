package dev.tokenbroker.torture;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The brokers' times. What fails over nowhere need not let a pair settle: renewals may follow each other quickly.
 *
 * @param timeout of a call to Shopify
 * @param lease at least twice that and ten seconds, as the broker demands
 */
record Terms(Duration timeout, Duration lease) {
    /** What the broker does unless it is told otherwise. */
    static final Terms USUAL = new Terms(Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** The same in short. */
    static final Terms QUICK = new Terms(Duration.ofSeconds(2), Duration.ofSeconds(14));

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Renewals only where a reader needs one. */
    Map<String, String> withoutSweep() {
        return settings(NEVER);
    }

    /** Renewals ahead of need as well. */
    Map<String, String> withSweep() {
        return settings(SOON);
    }

    private Map<String, String> settings(Duration sweepEvery) {
        Map<String, String> settings = new HashMap<>();
        settings.put("broker.shopify.timeout", timeout.toString());
        settings.put("broker.lease", lease.toString());
        settings.put("broker.refresh.settle", Duration.ZERO.toString());
        settings.put("broker.refresh.floor", SOON.toString());
        settings.put("broker.refresh.sweep-every", sweepEvery.toString());
        settings.put("broker.refresh.per-second", "200");
        return settings;
    }
}
