package dev.tokenbroker.rest;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.broker.TokenOutcome;
import dev.tokenbroker.broker.TokenOutcome.Issued;
import dev.tokenbroker.broker.TokenOutcome.ReauthorizationRequired;
import dev.tokenbroker.broker.TokenOutcome.ShopMismatch;
import dev.tokenbroker.broker.TokenOutcome.Suspended;
import dev.tokenbroker.broker.TokenOutcome.TooManyRequests;
import dev.tokenbroker.broker.TokenOutcome.Unavailable;
import dev.tokenbroker.broker.TokenOutcome.Uninstalled;
import dev.tokenbroker.broker.TokenOutcome.UnknownShop;
import dev.tokenbroker.http.TokenAnswer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Counts what questions for tokens are answered with; every series is there from the start. */
@Singleton
@Startup
class TokenRequestMetrics {
    private final Map<AppName, Map<Outcome, Counter>> counters = new HashMap<>();

    TokenRequestMetrics(MeterRegistry registry, Apps apps) {
        apps.all().forEach(app -> {
            Map<Outcome, Counter> ofApp = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                ofApp.put(
                        outcome,
                        Counter.builder("broker.access.token.requests")
                                .description("Questions for access tokens by what they were answered with")
                                .tag("app", app.name().value())
                                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
            counters.put(app.name(), ofApp);
        });
    }

    enum Outcome {
        ISSUED,
        NOT_MODIFIED,
        UNKNOWN_SHOP,
        REAUTHORIZATION_REQUIRED,
        UNINSTALLED,
        SUSPENDED,
        UNAVAILABLE,
        DENIED,
        TOO_MANY_REQUESTS,
        INVALID
    }

    void answered(AppName app, TokenOutcome outcome, TokenAnswer answer) {
        count(app, answer instanceof TokenAnswer.NotModified ? Outcome.NOT_MODIFIED : word(outcome));
    }

    void count(AppName app, Outcome outcome) {
        counters.get(app).get(outcome).increment();
    }

    private static Outcome word(TokenOutcome outcome) {
        if (outcome instanceof Issued) {
            return Outcome.ISSUED;
        }
        if (outcome instanceof UnknownShop) {
            return Outcome.UNKNOWN_SHOP;
        }
        if (outcome instanceof Unavailable) {
            return Outcome.UNAVAILABLE;
        }
        if (outcome instanceof ReauthorizationRequired || outcome instanceof ShopMismatch) {
            return Outcome.REAUTHORIZATION_REQUIRED;
        }
        if (outcome instanceof Uninstalled) {
            return Outcome.UNINSTALLED;
        }
        if (outcome instanceof Suspended) {
            return Outcome.SUSPENDED;
        }
        return outcome instanceof TooManyRequests ? Outcome.TOO_MANY_REQUESTS : Outcome.INVALID;
    }
}
