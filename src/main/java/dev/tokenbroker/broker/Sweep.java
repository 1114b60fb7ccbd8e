package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.installation.AppBreakers;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.DueInstallations.Due;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Renews ahead of need, under the ceiling: the warm before half of their life is over, the idle before their refresh token
 * dies. Replicas look at the same rows, so each goes through more of them than it can renew in a round, in an order of its
 * own; the claim decides, and who comes too late goes on to the next at once.
 */
@Singleton
final class Sweep {
    /** Times what this replica can renew in a round: among so many, few meet. */
    private static final int LOOKAHEAD = 4;

    /** Of so many that wait longest one is taken. */
    private static final int CANARIES = 8;

    private final Apps apps;
    private final DueInstallations due;
    private final AppBreakers breakers;
    private final AppHealths health;
    private final Renewals renewals;
    private final Holdings holdings;
    private final Paces paces;
    private final Timers timers;
    private final RefreshSettings settings;
    private final Ticker ticker;
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
            Ticker ticker,
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
        this.ticker = ticker;
        this.order = order;
    }

    /** Begins nothing any more. */
    void end() {
        ended = true;
    }

    /**
     * One round over every app, side by side: each has a ceiling of its own. Ends when all that it began is begun, not when it
     * is done.
     */
    Uni<Void> round() {
        return Multi.createFrom()
                .iterable(apps.all())
                .onItem()
                .transformToUni(app -> round(app.name()))
                .collectFailures()
                .merge()
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
        long lookedAt = ticker.nanos();
        int aRound =
                (int) Math.max(1, settings.perSecond() * settings.sweepEvery().toSeconds());
        return due.due(app, settings.keepWarm(), LOOKAHEAD * aRound + holdings.keysLacking())
                .flatMap(found -> walk(app, inOwnOrder(found), lookedAt));
    }

    /** Keep-alives stay behind. */
    private List<Due> inOwnOrder(List<Due> found) {
        List<Due> mixed = new ArrayList<>(found);
        Collections.shuffle(mixed, new Random(order.nextLong()));
        mixed.sort(Comparator.comparing(Due::keepAlive));
        return mixed;
    }

    /** Until it is time to look again: what is left then may not be due any more, or not the most urgent. */
    private Uni<Void> walk(AppName app, List<Due> found, long lookedAt) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(next -> inTurn(app, next, lookedAt))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> inTurn(AppName app, Due next, long lookedAt) {
        if (ended
                || ticker.nanos() - lookedAt >= settings.sweepEvery().toNanos()
                || health.open(app)
                || renewals.paused(next.installation())
                || holdings.lacksKeyFor(next.installation())) {
            return Uni.createFrom().voidItem();
        }
        Pace pace = paces.of(app);
        Optional<Pace.Turn> turn = pace.ahead(next.keepAlive());
        if (turn.isPresent()) {
            return begin(next.installation(), pace, turn.get());
        }
        Duration wait = pace.untilFree(next.keepAlive());
        return wait.compareTo(settings.sweepEvery()) > 0
                ? Uni.createFrom().voidItem()
                : timers.after(wait).chain(() -> inTurn(app, next, lookedAt));
    }

    /** Ends when another may go: in its turn, or before where somebody else has this one. */
    private Uni<Void> begin(Installation row, Pace pace, Pace.Turn turn) {
        Uni<Void> taken = Uni.createFrom()
                .emitter(sooner -> renew(row, Trigger.SWEEP, () -> {
                    pace.giveBack(turn);
                    sooner.complete(null);
                }));
        Duration interval = pace.untilFree(false);
        Duration longest = settings.sweepEvery();
        return Uni.combine().any().of(taken, timers.after(interval.compareTo(longest) < 0 ? interval : longest));
    }

    /** Not one whose key cannot be had, which would be the longest waiting for ever; and another one each time. */
    private Uni<Void> canary(AppName app) {
        return due.canaries(app, CANARIES + holdings.keysLacking())
                .invoke(found -> {
                    List<Due> able = found.stream()
                            .filter(one -> !holdings.lacksKeyFor(one.installation()))
                            .toList();
                    if (!able.isEmpty()) {
                        renew(able.get(order.nextInt(able.size())).installation(), Trigger.CANARY, () -> {});
                    }
                })
                .replaceWithVoid();
    }

    /** What other replicas and readers will find in the row, this process may serve at once. */
    private void renew(Installation row, Trigger trigger, Runnable taken) {
        renewals.join(row, trigger, taken)
                .flatMap(attempted -> attempted
                        .row()
                        .filter(now -> holdings.inMemory(now.key()).isPresent())
                        .map(now -> holdings.take(now).replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .subscribe()
                .with(done -> {}, failure -> {});
    }
}
