package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.broker.Rounds.Round;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundTest {
    private final Round sweep =
            new Round("sweep", Duration.ofSeconds(5), () -> Uni.createFrom().voidItem());

    @Test
    void roundsBeginAsOftenAsTheyShouldHoweverLongEachTakes() {
        assertThat(sweep.pauseAfter(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(3));
    }

    /** A sweep that has as much to do as its ceiling allows takes all of its time, and is not to rest for as long again. */
    @Test
    void oneThatTookAllItsTimeIsFollowedAtOnce() {
        assertThat(sweep.pauseAfter(Duration.ofMillis(5_040))).isEqualTo(Duration.ofMillis(1));
    }
}
