package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.AppRefused;
import dev.tokenbroker.token.TokenAnswer.ShopSuspended;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counts what came of each attempt at Shopify; every series is there from the start. */
@Singleton
final class RenewalMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;

    RenewalMetrics(MeterRegistry registry, Apps apps) {
        this.registry = registry;
        apps.all().forEach(app -> {
            timer(app.name());
            for (Outcome outcome : Outcome.values()) {
                count(app.name(), outcome, 0);
            }
        });
    }

    private enum Outcome {
        REFRESHED,
        REJECTED,
        RECOVERED,
        AMBIGUOUS,
        CREDENTIALS_REJECTED,
        SUSPENDED
    }

    void answered(AppName app, long nanos) {
        timer(app).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** @param recovered by another token of the ledger than the current one, or into the ledger alone */
    void refreshed(AppName app, boolean recovered) {
        count(app, recovered ? Outcome.RECOVERED : Outcome.REFRESHED, 1);
    }

    void rejected(AppName app) {
        count(app, Outcome.REJECTED, 1);
    }

    void failed(AppName app, TokenAnswer answer) {
        if (answer instanceof AppRefused) {
            count(app, Outcome.CREDENTIALS_REJECTED, 1);
        } else {
            count(app, answer instanceof ShopSuspended ? Outcome.SUSPENDED : Outcome.AMBIGUOUS, 1);
        }
    }

    private void count(AppName app, Outcome outcome, int amount) {
        String label = outcome.name().toLowerCase(Locale.ROOT);
        registry.counter("broker.refreshes", "app", app.value(), "outcome", label)
                .increment(amount);
    }

    private Timer timer(AppName app) {
        return Timer.builder("broker.refresh")
                .description("The call to Shopify's token endpoint")
                .tag("app", app.value())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
