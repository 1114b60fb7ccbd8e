package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.installation.AppBreakers;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.DueInstallations.Due;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.token.RefreshSettings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Renews ahead of need, under the ceiling: the warm before half of their life is over, the idle before their refresh token
 * dies. Replicas look at the same rows, so each goes through them in an order of its own; the claim decides.
 */
@Singleton
final class Sweep {
    private final Apps apps;
    private final DueInstallations due;
    private final AppBreakers breakers;
    private final AppHealths health;
    private final Renewals renewals;
    private final Holdings holdings;
    private final Paces paces;
    private final Timers timers;
    private final RefreshSettings settings;
    private final RandomGenerator order;
    private volatile boolean ended;

    Sweep(
            Apps apps,
            DueInstallations due,
            AppBreakers breakers,
            AppHealths health,
            Renewals renewals,
            Holdings holdings,
            Paces paces,
            Timers timers,
            RefreshSettings settings,
            RandomGenerator order) {
        this.apps = apps;
        this.due = due;
        this.breakers = breakers;
        this.health = health;
        this.renewals = renewals;
        this.holdings = holdings;
        this.paces = paces;
        this.timers = timers;
        this.settings = settings;
        this.order = order;
    }

    /** Begins nothing any more. */
    void end() {
        ended = true;
    }

    /** One round over every app. Ends when all that it began is begun, not when it is done. */
    Uni<Void> round() {
        return Multi.createFrom()
                .iterable(apps.all())
                .onItem()
                .transformToUniAndConcatenate(app -> round(app.name()))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> round(AppName app) {
        if (renewals.paused(app)) {
            return Uni.createFrom().voidItem();
        }
        if (health.open(app)) {
            return breakers.takeCanary(app)
                    .chain(ours -> ours ? canary(app) : Uni.createFrom().voidItem());
        }
        return health.takeDoubt(app) ? canary(app).chain(() -> sweep(app)) : sweep(app);
    }

    private Uni<Void> sweep(AppName app) {
        int batch =
                (int) Math.max(1, settings.perSecond() * settings.sweepEvery().toSeconds()) + holdings.keysLacking();
        return due.due(app, settings.keepWarm(), batch).flatMap(found -> begin(app, inOwnOrder(found)));
    }

    /** The nearest to their end stay in front, as a group. */
    private List<Due> inOwnOrder(List<Due> found) {
        List<Due> mixed = new ArrayList<>(found);
        Collections.shuffle(
                mixed.subList(0, Math.min(mixed.size(), settings.perSecond())), new Random(order.nextLong()));
        return mixed;
    }

    private Uni<Void> begin(AppName app, List<Due> found) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(next -> inTurn(app, next))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> inTurn(AppName app, Due next) {
        if (ended
                || health.open(app)
                || renewals.paused(next.installation())
                || holdings.lacksKeyFor(next.installation())) {
            return Uni.createFrom().voidItem();
        }
        if (paces.of(app).ahead(next.keepAlive())) {
            renew(next.installation(), Trigger.SWEEP);
            return Uni.createFrom().voidItem();
        }
        Duration wait = paces.of(app).untilFree();
        // a keep-alive above its share waits for another round
        return next.keepAlive() && wait.isZero() || wait.compareTo(settings.sweepEvery()) > 0
                ? Uni.createFrom().voidItem()
                : timers.after(wait).chain(() -> inTurn(app, next));
    }

    private Uni<Void> canary(AppName app) {
        return due.canary(app)
                .invoke(found -> found.stream().findFirst().ifPresent(one -> renew(one.installation(), Trigger.CANARY)))
                .replaceWithVoid();
    }

    /** What other replicas and readers will find in the row, this process may serve at once. */
    private void renew(Installation row, Trigger trigger) {
        renewals.join(row, trigger)
                .flatMap(attempted -> attempted
                        .row()
                        .filter(now -> holdings.inMemory(now.key()).isPresent())
                        .map(now -> holdings.take(now).replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .subscribe()
                .with(done -> {}, failure -> {});
    }
}
