package dev.tokenbroker.operations;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.broker.FleetRenewals;
import dev.tokenbroker.broker.FleetRenewals.Effect;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.operations.GrantRows.Selection;
import dev.tokenbroker.operations.RunWork.Batch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Does some of the installations that are left, a few at once, and counts what came of each. */
final class GrantRun {
    private static final int AT_ONCE = 8;
    private static final int MOST = 20;

    private final GrantRows rows;
    private final FleetRenewals renewals;

    GrantRun(GrantRows rows, FleetRenewals renewals) {
        this.rows = rows;
        this.renewals = renewals;
    }

    /** Fails with {@link HaltedException} where Shopify refuses the app. */
    Uni<Batch> some(Run run, AppName app, Selection selection, int most, Function<Installation, Uni<Effect>> one) {
        if (renewals.refused(app)) {
            return Uni.createFrom().failure(new HaltedException("Shopify refuses app " + app));
        }
        return rows.list(selection, run.pass().cursor(), Math.min(most, MOST))
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(Batch.NONE_LEFT)
                        : all(found, one).map(effects -> counted(found, effects)));
    }

    private static Uni<List<Effect>> all(List<Installation> found, Function<Installation, Uni<Effect>> one) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUni(one::apply)
                .merge(AT_ONCE)
                .collect()
                .asList();
    }

    private static Batch counted(List<Installation> found, List<Effect> effects) {
        return new Batch(
                Optional.of(found.get(found.size() - 1).id()),
                count(effects, Effect.DONE),
                count(effects, Effect.FAILED),
                count(effects, Effect.POSTPONED));
    }

    private static long count(List<Effect> effects, Effect wanted) {
        return effects.stream().filter(wanted::equals).count();
    }
}
