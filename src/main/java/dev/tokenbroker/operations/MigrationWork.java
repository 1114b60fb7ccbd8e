package dev.tokenbroker.operations;

import dev.tokenbroker.broker.FleetRenewals;
import dev.tokenbroker.operations.GrantRows.Selection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Migration: each legacy token is exchanged for an expiring pair, once and for good. */
@Singleton
final class MigrationWork implements RunWork {
    private final GrantRows rows;
    private final FleetRenewals renewals;
    private final GrantRun grants;

    MigrationWork(GrantRows rows, FleetRenewals renewals) {
        this.rows = rows;
        this.renewals = renewals;
        this.grants = new GrantRun(rows, renewals);
    }

    @Override
    public RunKind kind() {
        return RunKind.MIGRATION;
    }

    @Override
    public Uni<Long> remaining(Run run) {
        return rows.count(left(run));
    }

    @Override
    public Uni<Batch> batch(Run run, int most) {
        return grants.some(run, run.app().orElseThrow(), left(run), most, renewals::migrate);
    }

    private static Selection left(Run run) {
        return new Selection.Legacy(run.app().orElseThrow());
    }
}
