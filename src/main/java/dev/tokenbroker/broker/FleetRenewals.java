package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.broker.MigrationOutcome.Migrated;
import dev.tokenbroker.broker.MigrationOutcome.NotMigrated;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationState;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Renews and migrates on behalf of long runs: behind everybody who waits, and under the same ceiling as the sweep. */
@Singleton
public final class FleetRenewals {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);

    private final Renewals renewals;
    private final Migrations migrations;
    private final AppHealths health;
    private final Holdings holdings;
    private final Paces paces;
    private final Timers timers;

    FleetRenewals(
            Renewals renewals,
            Migrations migrations,
            AppHealths health,
            Holdings holdings,
            Paces paces,
            Timers timers) {
        this.renewals = renewals;
        this.migrations = migrations;
        this.health = health;
        this.holdings = holdings;
        this.paces = paces;
        this.timers = timers;
    }

    /** What came of one. */
    public enum Effect {
        DONE,
        /** Another time may do: Shopify or a key is away, or the row is held back for a while. */
        POSTPONED,
        /** As things are, nothing will do. */
        FAILED
    }

    /** Whether Shopify refuses the app. */
    public boolean refused(AppName app) {
        return health.open(app);
    }

    /** Whether Shopify refuses a client secret of the app, and takes the one before it. */
    public boolean refusesSecret(AppName app, String version) {
        return health.refusesSecret(app, version);
    }

    public Uni<Effect> migrate(Installation row) {
        return turn(row).chain(() -> migrations.migrate(row)).map(FleetRenewals::effect);
    }

    public Uni<Effect> renew(Installation row) {
        if (!row.renewable()) {
            return Uni.createFrom().item(Effect.FAILED);
        }
        return turn(row)
                .chain(() -> renewals.join(row, Trigger.RUN))
                .flatMap(attempted -> attempted
                        .row()
                        .filter(now -> holdings.inMemory(now.key()).isPresent())
                        .map(now -> holdings.take(now).replaceWith(effect(row, attempted)))
                        .orElseGet(() -> Uni.createFrom().item(effect(row, attempted))));
    }

    private Uni<Void> turn(Installation row) {
        Pace pace = paces.of(row.key().app());
        Duration wait = pace.untilFree(false);
        return pace.ahead(false).isPresent()
                ? Uni.createFrom().voidItem()
                : timers.after(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait)
                        .chain(() -> turn(row));
    }

    private static Effect effect(MigrationOutcome outcome) {
        if (outcome instanceof Migrated) {
            return Effect.DONE;
        }
        TokenOutcome why = ((NotMigrated) outcome).why();
        return why instanceof TokenOutcome.Unavailable ? Effect.POSTPONED : Effect.FAILED;
    }

    private static Effect effect(Installation before, Attempted attempted) {
        return attempted
                .row()
                .filter(now -> now.state() != InstallationState.REAUTHORIZATION_REQUIRED)
                .map(now -> now.version() > before.version() ? Effect.DONE : Effect.POSTPONED)
                .orElse(Effect.FAILED);
    }
}
