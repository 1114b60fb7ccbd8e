package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.token.MovableTicker;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private final MovableTicker ticker = new MovableTicker();
    private final Pace pace = new Pace(ticker, 20);

    @Test
    void readersQueueEvenlySpacedUnderTheCeiling() {
        assertThat(pace.reader()).hasValue(Duration.ZERO);
        assertThat(pace.reader()).hasValue(Duration.ofMillis(50));
        assertThat(pace.reader()).hasValue(Duration.ofMillis(100));

        ticker.advance(Duration.ofMillis(60));
        assertThat(pace.reader()).hasValue(Duration.ofMillis(90));
    }

    @Test
    void aSuccessLetsNobodyGoBeforeThoseWhoHaveTheirTurn() {
        for (int reader = 0; reader < 10; reader++) {
            pace.reader();
        }

        pace.succeeded();

        assertThat(pace.reader()).hasValue(Duration.ofMillis(500));
    }

    @Test
    void anIdlePaceSavesNothingUpForABurst() {
        ticker.advance(Duration.ofHours(1));

        assertThat(pace.reader()).hasValue(Duration.ZERO);
        assertThat(pace.reader()).hasValue(Duration.ofMillis(50));
    }

    @Test
    void aQueueOfMoreThanHalfAMinuteIsNotJoined() {
        for (int reader = 0; reader <= 600; reader++) {
            assertThat(pace.reader()).isPresent();
        }

        assertThat(pace.reader()).isEmpty();
        ticker.advance(Duration.ofMillis(50));
        assertThat(pace.reader()).isPresent();
    }

    @Test
    void theSweepGoesOnlyWhereNobodyQueues() {
        pace.reader();

        assertThat(pace.ahead(false)).isEmpty();
        assertThat(pace.untilFree(false)).isEqualTo(Duration.ofMillis(50));
        ticker.advance(Duration.ofMillis(50));
        assertThat(pace.untilFree(false)).isEqualTo(Duration.ZERO);
        assertThat(pace.ahead(false)).isPresent();
        assertThat(pace.ahead(false)).isEmpty();
    }

    /** renewal.md rule 18. */
    @Test
    void keepAlivesHaveATenthOfThePermits() {
        int keepAlives = 0;
        for (int millis = 0; millis < 10_000; millis += 10) {
            keepAlives += pace.ahead(true).isPresent() ? 1 : 0;
            ticker.advance(Duration.ofMillis(10));
        }

        assertThat(keepAlives).isEqualTo(20);
    }

    @Test
    void aKeepAliveLeavesTheRestToTheWarm() {
        assertThat(pace.ahead(true)).isPresent();
        ticker.advance(Duration.ofMillis(50));

        assertThat(pace.ahead(true)).isEmpty();
        assertThat(pace.ahead(false)).isPresent();
    }

    @Test
    void aKeepAliveWaitsForItsShare() {
        pace.ahead(true);

        assertThat(pace.untilFree(false)).isEqualTo(Duration.ofMillis(50));
        assertThat(pace.untilFree(true)).isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTurnThatIsGivenBackIsFreeAtOnce(boolean keepAlive) {
        Pace.Turn unused = pace.ahead(keepAlive).orElseThrow();
        ticker.advance(Duration.ofMillis(3));

        pace.giveBack(unused);

        assertThat(pace.ahead(keepAlive)).isPresent();
        assertThat(pace.ahead(false)).isEmpty();
    }

    @Test
    void aTurnThatComesBackAfterAnothersOrWithReadersBehindItIsLost() {
        Pace.Turn late = pace.ahead(false).orElseThrow();
        ticker.advance(Duration.ofMillis(50));
        Pace.Turn behind = pace.ahead(false).orElseThrow();
        pace.giveBack(late);
        assertThat(pace.ahead(false)).isEmpty();

        pace.reader();
        pace.giveBack(behind);

        assertThat(pace.untilFree(false)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void throttlingHalvesTheRateAndSuccessesBringItBack() {
        pace.throttled();
        assertThat(interval()).isEqualTo(Duration.ofMillis(100));

        for (int success = 0; success < 10; success++) {
            pace.succeeded();
        }
        assertThat(interval()).isEqualTo(Duration.ofMillis(50));
        pace.succeeded();
        assertThat(interval()).as("the ceiling").isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void refusalsThatComeTogetherHalveItOnce() {
        for (int refusal = 0; refusal < 20; refusal++) {
            pace.throttled();
        }

        assertThat(interval()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void howeverOftenThrottledThereIsOneCallAMinute() {
        for (int refusal = 0; refusal < 100; refusal++) {
            pace.throttled();
            ticker.advance(Duration.ofSeconds(1));
        }

        assertThat(interval()).isEqualTo(Duration.ofMinutes(1));
    }

    /** renewal.md rule 15. */
    @Test
    void afterAnOutageOfTheAppTheRateDoublesFromOneAMinute() {
        pace.restart();

        assertThat(interval()).isEqualTo(Duration.ofMinutes(1));
        pace.succeeded();
        assertThat(interval()).isEqualTo(Duration.ofSeconds(30));
        pace.succeeded();
        assertThat(interval()).isEqualTo(Duration.ofSeconds(15));
    }

    /** Between two readers' turns. */
    private Duration interval() {
        ticker.advance(Duration.ofHours(1));
        assertThat(pace.reader()).isEqualTo(Optional.of(Duration.ZERO));
        return pace.untilFree(false);
    }
}
