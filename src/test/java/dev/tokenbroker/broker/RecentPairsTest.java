package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.token.MovableTicker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rule 6: what a standby never heard of is told to it once it is the primary. */
class RecentPairsTest {
    private final MovableTicker ticker = new MovableTicker();
    private final Standby standby = new Standby();
    private final RecentPairs recent = new RecentPairs(() -> Uni.createFrom().item(standby.history), ticker);
    private final ReceivedPair pair = SamplePair.named(UUID.randomUUID());

    @Test
    void rule6AnotherHistoryGetsThePairsOfTheLastMinutesOnce() {
        look();
        keep();

        standby.history = Optional.of("b");
        look();
        look();

        assertThat(standby.restored).containsExactly(pair.pairId());
    }

    @Test
    void theSameHistoryGetsNothing() {
        look();
        keep();

        look();

        assertThat(standby.restored).isEmpty();
    }

    @Test
    void aDatabaseThatCannotTellGetsNothing() {
        standby.history = Optional.empty();
        look();
        keep();

        look();

        assertThat(standby.restored).isEmpty();
    }

    @Test
    void whatIsOlderThanTenMinutesWasReplicatedLongAgo() {
        look();
        keep();
        ticker.advance(Duration.ofMinutes(11));

        standby.history = Optional.of("b");
        look();

        assertThat(standby.restored).isEmpty();
    }

    @Test
    void ofMoreThanItKeepsTheNewestAreThere() {
        look();
        List<ReceivedPair> all = Stream.generate(() -> SamplePair.named(UUID.randomUUID()))
                .limit(RecentPairs.MOST + 100)
                .toList();
        all.forEach(this::keep);

        standby.history = Optional.of("b");
        look();

        assertThat(standby.restored)
                .containsExactlyElementsOf(
                        all.stream().skip(100).map(ReceivedPair::pairId).toList());
    }

    @Test
    void aRestorationThatFailsIsBegunAgain() {
        look();
        keep();
        standby.history = Optional.of("b");
        standby.away = true;
        look();

        standby.away = false;
        look();

        assertThat(standby.restored).containsExactly(pair.pairId());
    }

    private void look() {
        recent.look().onFailure().recoverWithNull().await().indefinitely();
    }

    private void keep() {
        keep(pair);
    }

    private void keep(ReceivedPair received) {
        recent.keep(standby, received, new LeasedInstallation.Recorded.InLedger(standby.row));
    }

    private static final class Standby extends BareLease {
        private final List<UUID> restored = new ArrayList<>();
        private Optional<String> history = Optional.of("a");
        private boolean away;

        @Override
        public Uni<Void> restore(ReceivedPair pair) {
            if (away) {
                return Uni.createFrom().failure(new StoreUnavailableException(new IllegalStateException("away")));
            }
            restored.add(pair.pairId());
            return Uni.createFrom().voidItem();
        }
    }
}
