package dev.tokenbroker.startup;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.caller.CallerBudgets;
import dev.tokenbroker.caller.CallerRegistry;
import dev.tokenbroker.caller.CallerSources;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.stream.Collectors;

/** Builds who may call from the configuration; a mistake in it stops the start. */
final class CallerBeans {
    @Produces
    @Singleton
    @Startup
    CallerRegistry registry(BrokerSettings settings) {
        return CallerRegistry.start(
                new CallerSources(settings.callers(), settings.callersFile()),
                settings.apps().keySet().stream().map(AppName::new).collect(Collectors.toUnmodifiableSet()));
    }

    void stop(@Disposes CallerRegistry registry) {
        registry.close();
    }

    @Produces
    @Singleton
    CallerBudgets budgets(Clock clock) {
        return new CallerBudgets(clock);
    }
}
