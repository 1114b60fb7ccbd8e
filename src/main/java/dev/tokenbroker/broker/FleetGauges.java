package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.token.KeyService;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The gauges: those of the whole fleet are the same on every replica, so they are aggregated by their maximum. */
@Singleton
class FleetGauges {
    private final MeterRegistry registry;
    private final Apps apps;
    private final FleetFigures figures;
    private final AppHealths health;
    private final Pauses pauses;
    private final KeyService keys;
    private final DataKeys dataKeys;
    private final News news;

    FleetGauges(
            MeterRegistry registry,
            Apps apps,
            FleetFigures figures,
            AppHealths health,
            Pauses pauses,
            KeyService keys,
            DataKeys dataKeys,
            News news) {
        this.registry = registry;
        this.apps = apps;
        this.figures = figures;
        this.health = health;
        this.pauses = pauses;
        this.keys = keys;
        this.dataKeys = dataKeys;
        this.news = news;
    }

    void register(@Observes StartupEvent started) {
        registerOwn();
        Gauge.builder("broker.fleet.figures.age", figures, fleet -> fleet.age().toMillis() / 1e3)
                .description("How long ago the database was last asked for the figures of the fleet")
                .baseUnit("seconds")
                .register(registry);
        apps.all().forEach(app -> register(app.name()));
    }

    /** What this replica alone sees. */
    private void registerOwn() {
        Gauge.builder("broker.database.up", news, now -> now.databaseAnswers() ? 1 : 0)
                .description("Whether the database answered within the last five seconds")
                .register(registry);
        Gauge.builder("broker.key.service.up", keys, service -> service.up() ? 1 : 0)
                .description("Whether the key service answered when it was last asked, and not with a refusal")
                .register(registry);
        Gauge.builder(
                        "broker.keys.quarantined",
                        dataKeys,
                        held -> held.quarantine().size())
                .description(
                        "Installations, of those this replica was asked for, whose data key or token does not open")
                .register(registry);
    }

    private void register(AppName app) {
        String name = app.value();
        Gauge.builder("broker.refresh.backlog", figures, fleet -> fleet.backlog(app))
                .description("Installations due and not yet renewed")
                .tag("app", name)
                .register(registry);
        Gauge.builder("broker.refresh.paused", pauses, stopped -> health.open(app) || stopped.ordered(app) ? 1 : 0)
                .description("Whether renewals of the app are halted: Shopify refuses it, or an operator paused them")
                .tag("app", name)
                .register(registry);
        for (int days : new int[] {7, 14, 30}) {
            Gauge.builder("broker.refresh.tokens.expiring", figures, fleet -> fleet.expiringWithin(app, days))
                    .description("Refresh tokens that end within so many days")
                    .tag("app", name)
                    .tag("within", days + "d")
                    .register(registry);
        }
        for (InstallationState state : InstallationState.values()) {
            for (GrantKind grant : GrantKind.values()) {
                Gauge.builder("broker.installations", figures, fleet -> fleet.count(app, state, grant))
                        .description("Installations by state and grant")
                        .tag("app", name)
                        .tag("state", state.label())
                        .tag("grant", grant.label())
                        .register(registry);
            }
        }
    }
}
