package dev.tokenbroker.operations;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.broker.FleetRenewals;
import dev.tokenbroker.broker.FleetRenewals.Effect;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.operations.GrantRows.Selection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Works on the installations of an app whose grants are left: a few at once, and counts what came of each. */
final class GrantWork implements RunWork {
    private static final int AT_ONCE = 8;
    private static final int MOST = 20;

    private final RunKind kind;
    private final GrantRows rows;
    private final FleetRenewals renewals;
    private final Function<Run, Selection> left;
    private final Function<Installation, Uni<Effect>> one;

    private GrantWork(
            RunKind kind,
            GrantRows rows,
            FleetRenewals renewals,
            Function<Run, Selection> left,
            Function<Installation, Uni<Effect>> one) {
        this.kind = kind;
        this.rows = rows;
        this.renewals = renewals;
        this.left = left;
        this.one = one;
    }

    /** Each legacy token is exchanged for an expiring pair, once and for good. */
    static GrantWork migration(GrantRows rows, FleetRenewals renewals) {
        return new GrantWork(
                RunKind.MIGRATION, rows, renewals, run -> new Selection.Legacy(app(run)), renewals::migrate);
    }

    /** Each grant is renewed, and so pinned to the client secret whose version is the target. */
    static GrantWork secretRotation(GrantRows rows, FleetRenewals renewals) {
        return new GrantWork(
                RunKind.SECRET_ROTATION,
                rows,
                renewals,
                run -> new Selection.NotUnder(app(run), run.target()),
                renewals::renew);
    }

    /** Those that an operator named are renewed. */
    static GrantWork named(GrantRows rows, FleetRenewals renewals) {
        return new GrantWork(
                RunKind.RENEWALS,
                rows,
                renewals,
                run -> new Selection.NotRenewedSince(run.members(), run.startedAt()),
                renewals::renew);
    }

    @Override
    public RunKind kind() {
        return kind;
    }

    @Override
    public Uni<Long> remaining(Run run) {
        return rows.count(left.apply(run));
    }

    /** Fails with {@link HaltedException} where Shopify refuses the app, or the client secret that the run is for. */
    @Override
    public Uni<Batch> batch(Run run, int most) {
        if (renewals.refused(app(run))) {
            return Uni.createFrom().failure(new HaltedException("Shopify refuses app " + app(run)));
        }
        if (kind == RunKind.SECRET_ROTATION && renewals.refusesSecret(app(run), run.target())) {
            return Uni.createFrom()
                    .failure(new HaltedException(
                            "Shopify refuses the client secret of app " + app(run) + " and takes the previous one"));
        }
        return rows.list(left.apply(run), run.pass().cursor(), Math.min(most, MOST))
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(Batch.NONE_LEFT)
                        : all(found).map(effects -> counted(found, effects)));
    }

    private Uni<List<Effect>> all(List<Installation> found) {
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

    private static AppName app(Run run) {
        return run.app().orElseThrow();
    }
}
