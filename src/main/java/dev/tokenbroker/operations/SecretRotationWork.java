package dev.tokenbroker.operations;

import dev.tokenbroker.broker.FleetRenewals;
import dev.tokenbroker.operations.GrantRows.Selection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Secret rotation: each grant is renewed, and so pinned to the current client secret. The target is its version; when
 * nothing is left, the previous one may be revoked. */
@Singleton
final class SecretRotationWork implements RunWork {
    private final GrantRows rows;
    private final FleetRenewals renewals;
    private final GrantRun grants;

    SecretRotationWork(GrantRows rows, FleetRenewals renewals) {
        this.rows = rows;
        this.renewals = renewals;
        this.grants = new GrantRun(rows, renewals);
    }

    @Override
    public RunKind kind() {
        return RunKind.SECRET_ROTATION;
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
        return new Selection.NotUnder(run.app().orElseThrow(), run.target());
    }
}
