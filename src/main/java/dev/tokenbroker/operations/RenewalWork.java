package dev.tokenbroker.operations;

import dev.tokenbroker.broker.FleetRenewals;
import dev.tokenbroker.operations.GrantRows.Selection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Renews some installations that an operator named. */
@Singleton
final class RenewalWork implements RunWork {
    private final GrantRows rows;
    private final FleetRenewals renewals;
    private final GrantRun grants;

    RenewalWork(GrantRows rows, FleetRenewals renewals) {
        this.rows = rows;
        this.renewals = renewals;
        this.grants = new GrantRun(rows, renewals);
    }

    @Override
    public RunKind kind() {
        return RunKind.RENEWALS;
    }

    @Override
    public Uni<Long> remaining(Run run) {
        return rows.count(left(run));
    }

    @Override
    public Uni<Batch> batch(Run run, int most) {
        return grants.some(run, run.app().orElseThrow(), left(run), most, renewals::renew);
    }

    private static Selection left(Run run) {
        return new Selection.NotRenewedSince(run.members(), run.startedAt());
    }
}
