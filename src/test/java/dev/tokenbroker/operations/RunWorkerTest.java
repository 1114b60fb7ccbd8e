package dev.tokenbroker.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.broker.Renewals;
import dev.tokenbroker.operations.Run.Pass;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import dev.tokenbroker.token.MovableTicker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunWorkerTest {
    private final MovableTicker ticker = new MovableTicker();
    private final OneRun store = new OneRun();
    private final Pile pile = new Pile();
    private Duration rested = Duration.ZERO;
    private final RunWorker worker = new RunWorker(
            store,
            new Works(List.of(pile)),
            delay -> {
                rested = rested.plus(delay.isNegative() ? Duration.ZERO : delay);
                return Uni.createFrom().voidItem();
            },
            ticker,
            new Renewals.Terms("sim", Duration.ofSeconds(30), Duration.ZERO));

    @Test
    void aRunIsDoneWhenNothingIsLeft() {
        pile.of(1_000);

        work();

        assertThat(store.run.state()).isEqualTo(RunState.DONE);
        assertThat(store.run.done()).isEqualTo(1_000);
        assertThat(pile.concluded).isTrue();
    }

    @Test
    void itGoesNoFasterThanItMay() {
        pile.of(1_000);

        work();

        assertThat(rested).isBetween(Duration.ofMillis(9_900), Duration.ofMillis(11_100));
    }

    @Test
    void whatChangedUnderThePassIsComeToInAnother() {
        pile.of(300);
        pile.changesUnderTheFirstPass = true;

        work();

        assertThat(store.run.state()).isEqualTo(RunState.DONE);
        assertThat(store.run.done()).isEqualTo(300);
    }

    @Test
    void itIsNotDoneWhileSomethingIsLeftThatDoesNotOpen() {
        pile.of(10);
        pile.broken = 3;

        work();

        assertThat(store.run.state()).isEqualTo(RunState.FAILED);
        assertThat(store.run.done()).isEqualTo(7);
        assertThat(store.run.pass().failed()).isEqualTo(3);
        assertThat(pile.concluded).isFalse();
    }

    @Test
    void whileAKeyServiceIsAwayARunIsLeftWhereItIsAndTakenUpAgain() {
        pile.of(500);
        pile.awayAfter = 2;

        assertThat(catchThrowable(this::work)).isInstanceOf(KeysUnavailableException.class);
        assertThat(store.run.state()).isEqualTo(RunState.RUNNING);
        assertThat(store.released).isTrue();
        assertThat(store.run.done()).isEqualTo(200);
        pile.awayAfter = Integer.MAX_VALUE;
        work();

        assertThat(store.run.state()).isEqualTo(RunState.DONE);
        assertThat(store.run.done()).isEqualTo(500);
    }

    @Test
    void aRunThatWasPausedIsLeft() {
        pile.of(500);
        store.pausedAfter = 100;

        work();

        assertThat(store.run.state()).isEqualTo(RunState.PAUSED);
        assertThat(pile.left()).isEqualTo(400);
    }

    @Test
    void aRunThatMustNotGoOnByItselfIsPaused() {
        pile.of(500);
        pile.haltedAfter = 2;

        work();

        assertThat(store.run.state()).isEqualTo(RunState.PAUSED);
        assertThat(store.run.done()).isEqualTo(200);
    }

    private void work() {
        worker.round().await().indefinitely();
    }

    /** So many things to do, of which some cannot be done. */
    private static final class Pile implements RunWork {
        private final TreeSet<Long> left = new TreeSet<>();
        private int broken;
        private int batches;
        private int awayAfter = Integer.MAX_VALUE;
        private int haltedAfter = Integer.MAX_VALUE;
        private boolean changesUnderTheFirstPass;
        private boolean concluded;

        void of(int size) {
            for (long i = 1; i <= size; i++) {
                left.add(i);
            }
        }

        int left() {
            return left.size();
        }

        @Override
        public RunKind kind() {
            return RunKind.REWRAP;
        }

        @Override
        public Uni<Long> remaining(Run run) {
            return Uni.createFrom().item((long) left.size());
        }

        @Override
        public Uni<Batch> batch(Run run, int most) {
            Optional<UUID> after = run.pass().cursor();
            if (batches >= haltedAfter) {
                return Uni.createFrom().failure(new HaltedException("told so"));
            }
            if (batches++ >= awayAfter) {
                return Uni.createFrom().failure(new KeysUnavailableException(Reason.AWAY, "told so"));
            }
            List<Long> found = left
                    .tailSet(after.map(UUID::getLeastSignificantBits).orElse(0L), false)
                    .stream()
                    .limit(most)
                    .toList();
            if (found.isEmpty()) {
                changesUnderTheFirstPass = false;
                return Uni.createFrom().item(Batch.NONE_LEFT);
            }
            long failed = found.stream().filter(one -> one <= broken).count();
            List<Long> done = found.stream()
                    .filter(one -> one > broken && !(changesUnderTheFirstPass && one % 2 == 0))
                    .toList();
            left.removeAll(done);
            return Uni.createFrom()
                    .item(new Batch(Optional.of(new UUID(0, found.get(found.size() - 1))), done.size(), failed, 0));
        }

        @Override
        public Uni<Void> concluded() {
            concluded = true;
            return Uni.createFrom().voidItem();
        }
    }

    /** One run in memory, at most a hundred a second. */
    private static final class OneRun implements RunStore {
        private Run run = new Run(
                UUID.randomUUID(),
                RunKind.REWRAP,
                Optional.empty(),
                "2",
                List.of(),
                RunState.RUNNING,
                false,
                100,
                0,
                0,
                new Pass(0, 0, 0, Optional.empty()),
                Instant.EPOCH,
                Optional.empty(),
                Duration.ZERO);
        private long pausedAfter = Long.MAX_VALUE;
        private boolean released;

        private void become(RunState state, long done, Pass pass) {
            run = new Run(
                    run.id(),
                    run.kind(),
                    run.app(),
                    run.target(),
                    run.members(),
                    state,
                    false,
                    run.perSecond(),
                    0,
                    done,
                    pass,
                    run.startedAt(),
                    run.finishedAt(),
                    run.running());
        }

        @Override
        public Uni<Optional<Run>> take(String owner, Duration lease) {
            return Uni.createFrom().item(Optional.of(run).filter(one -> one.state() == RunState.RUNNING));
        }

        @Override
        public Uni<Optional<Run>> advance(Run seen, String owner, Progress progress, Duration lease) {
            Pass before = run.pass();
            Pass pass = progress.cursor().isEmpty()
                    ? new Pass(0, 0, 0, Optional.empty())
                    : new Pass(
                            before.done() + progress.done(),
                            before.failed() + progress.failed(),
                            before.postponed() + progress.postponed(),
                            progress.cursor());
            long done = run.done() + progress.done();
            become(done >= pausedAfter ? RunState.PAUSED : RunState.RUNNING, done, pass);
            return take(owner, lease);
        }

        @Override
        public Uni<Run> total(Run seen, long total) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Void> halt(Run seen, String owner) {
            become(RunState.PAUSED, run.done(), run.pass());
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> finish(Run seen, String owner, RunState state) {
            become(state, run.done(), run.pass());
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> release(Run seen, String owner) {
            released = true;
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Run> start(Order order, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Optional<Run>> find(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Optional<Run>> pause(UUID id, Actor actor) {
            throw new UnsupportedOperationException();
        }
    }
}
