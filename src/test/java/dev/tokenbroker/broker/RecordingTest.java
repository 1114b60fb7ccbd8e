package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.StoreUnavailableException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private UniEmitter<? super Void> wait;
    private final Recording recording = new Recording(
            new RecentPairs(() -> Uni.createFrom().item(Optional.empty()), () -> 0),
            delay -> Uni.createFrom().emitter(emitter -> wait = emitter));
    private final AwayOnce lease = new AwayOnce();

    @Test
    void whoLeavesDoesNotEndTheWritingOfAPair() {
        Cancellable asking = recording.untilDurable(lease, null).subscribe().with(done -> {});
        asking.cancel();
        assertThat(recording.underway()).isOne();

        wait.complete(null);

        assertThat(lease.tries).isEqualTo(2);
        assertThat(recording.underway()).isZero();
    }

    @Test
    void anotherShopsPairIsTakenOutHoweverLongTheDatabaseIsAway() {
        recording
                .refusedUntilDurable(lease, SamplePair.named(UUID.randomUUID()), Actor.of("sim"))
                .subscribe()
                .with(done -> {});
        assertThat(recording.underway()).isOne();

        wait.complete(null);

        assertThat(lease.tries).isEqualTo(2);
        assertThat(recording.underway()).isZero();
    }

    /** A database that is away at the first try. */
    private static final class AwayOnce extends BareLease {
        private int tries;

        @Override
        public Uni<Recorded> record(ReceivedPair pair) {
            return later(new Recorded.AnotherLife());
        }

        @Override
        public Uni<Void> refuseMismatch(UUID pairId, Actor actor) {
            return later(null);
        }

        private <T> Uni<T> later(T done) {
            return Uni.createFrom()
                    .deferred(() -> ++tries == 1
                            ? Uni.createFrom().failure(new StoreUnavailableException(new IllegalStateException("away")))
                            : Uni.createFrom().item(done));
        }
    }
}
