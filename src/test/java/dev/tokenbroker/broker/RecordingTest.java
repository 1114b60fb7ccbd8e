package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.installation.StoreUnavailableException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private UniEmitter<? super Void> wait;
    private final Recording recording = new Recording(delay -> Uni.createFrom().emitter(emitter -> wait = emitter));
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

    /** A database that is away at the first try. */
    private static final class AwayOnce implements LeasedInstallation {
        private final Installation row =
                SampleRow.withoutToken(GrantKind.EXPIRING).row();
        private int tries;

        @Override
        public Uni<Recorded> record(ReceivedPair pair) {
            return Uni.createFrom()
                    .deferred(() -> ++tries == 1
                            ? Uni.createFrom().failure(new StoreUnavailableException(new IllegalStateException("away")))
                            : Uni.createFrom().item(new Recorded.AnotherLife()));
        }

        @Override
        public Installation installation() {
            return row;
        }

        @Override
        public Optional<Candidate> firstCandidate() {
            return Optional.empty();
        }

        @Override
        public Uni<Step> afterRefusalOf(UUID refused) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Boolean> extend() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Optional<Installation>> grantClientCredentials(String actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Optional<Installation>> settle(Settlement settlement) {
            throw new UnsupportedOperationException();
        }
    }
}
