package dev.tokenbroker.operations;

import dev.tokenbroker.broker.Renewals;
import dev.tokenbroker.broker.Timers;
import dev.tokenbroker.operations.RunStore.Progress;
import dev.tokenbroker.operations.RunWork.Batch;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Works on runs, one replica at a time on each: some rows, then as long a rest as the rate asks for. What fails because a key
 * service or the database is away is tried again; a run that lost its replica is taken up by another where it stopped.
 */
@Singleton
public final class RunWorker {
    private static final Logger LOG = Logger.getLogger(RunWorker.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration PASSES_APART = Duration.ofSeconds(1);
    /** Where nothing could be done, it is not because a pass is so quick. */
    private static final Duration FRUITLESS_APART = Duration.ofSeconds(10);

    private static final int MOST = 200;

    private final RunStore store;
    private final Works works;
    private final Timers timers;
    private final Ticker ticker;
    private final String owner;

    RunWorker(RunStore store, Works works, Timers timers, Ticker ticker, Renewals.Terms terms) {
        this.store = store;
        this.works = works;
        this.timers = timers;
        this.ticker = ticker;
        this.owner = terms.owner();
    }

    /** Takes up a run, if one lies idle, and ends when there is nothing more to do on it. */
    public Uni<Void> round() {
        return store.take(owner, LEASE)
                .flatMap(taken -> taken.map(this::undertake)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** What this replica cannot do now, for lack of a key service or of its settings, another may. */
    private Uni<Void> undertake(Run run) {
        return Uni.createFrom()
                .deferred(() -> work(run))
                .onFailure(HaltedException.class)
                .recoverWithUni(halted -> {
                    LOG.errorf("run %s (%s) is paused: %s", run.id(), run.kind().label(), halted.getMessage());
                    return store.halt(run, owner);
                })
                .onFailure()
                .call(failure -> {
                    LOG.debugf("run %s is left for now: %s", run.id(), failure.getMessage());
                    return store.release(run, owner);
                });
    }

    /** A loop, and no call within a call: a run has as many batches as a fleet has shops. */
    private Uni<Void> work(Run run) {
        AtomicReference<Run> now = new AtomicReference<>(run);
        return Uni.createFrom()
                .deferred(() -> step(now.get()))
                .invoke(going -> going.ifPresent(now::set))
                .repeat()
                .whilst(Optional::isPresent)
                .onItem()
                .ignoreAsUni();
    }

    /** @return the run as it goes on; nothing where there is no more to do on it */
    private Uni<Optional<Run>> step(Run run) {
        long begun = ticker.nanos();
        return works.of(run.kind())
                .batch(run, Math.min(MOST, run.perSecond()))
                .flatMap(batch -> batch.last().isPresent() ? advance(run, batch, begun) : passEnded(run, batch));
    }

    private Uni<Optional<Run>> advance(Run run, Batch batch, long begun) {
        return store.advance(
                        run, owner, new Progress(batch.done(), batch.failed(), batch.postponed(), batch.last()), LEASE)
                .call(now -> now.isPresent()
                        ? timers.after(rest(run, batch, begun))
                        : Uni.createFrom().voidItem());
    }

    private Duration rest(Run run, Batch batch, long begun) {
        Duration due = Duration.ofNanos(
                (batch.done() + batch.failed() + batch.postponed()) * 1_000_000_000L / run.perSecond());
        return due.minusNanos(ticker.nanos() - begun);
    }

    /** Done is what the primary counts as done; rows that changed under the pass want another. */
    private Uni<Optional<Run>> passEnded(Run run, Batch batch) {
        return works.of(run.kind()).remaining(run).flatMap(left -> {
            if (left == 0) {
                return works.of(run.kind()).concluded().chain(() -> finish(run, RunState.DONE));
            }
            long done = run.pass().done() + batch.done();
            boolean hopeless = run.pass().failed() > 0 && done + run.pass().postponed() == 0;
            return hopeless
                    ? finish(run, RunState.FAILED)
                    : store.advance(run, owner, new Progress(batch.done(), 0, 0, Optional.empty()), LEASE)
                            .call(now -> now.isPresent()
                                    ? timers.after(done > 0 ? PASSES_APART : FRUITLESS_APART)
                                    : Uni.createFrom().voidItem());
        });
    }

    private Uni<Optional<Run>> finish(Run run, RunState state) {
        return store.finish(run, owner, state)
                .invoke(() -> LOG.infof(
                        "run %s (%s towards %s) is %s", run.id(), run.kind().label(), run.target(), state.label()))
                .replaceWith(Optional.empty());
    }
}
