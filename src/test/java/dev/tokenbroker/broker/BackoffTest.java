package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private final Backoff most = new Backoff(drawing(Math.nextDown(1.0)));
    private final Backoff least = new Backoff(drawing(0));

    @ParameterizedTest
    @CsvSource({"PT0S, PT2S", "PT1S, PT2S", "PT10S, PT10S", "PT60S, PT60S", "PT3H, PT60S"})
    void afterADoubtTheWaitIsAtMostAsLongAsItHasBeenFailing(Duration failing, Duration longest) {
        assertThat(most.afterDoubt(failing)).isEqualTo(longest);
        assertThat(least.afterDoubt(failing)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void jitterIsFull() {
        Backoff random = new Backoff(new Random(1));

        assertThat(java.util.stream.IntStream.range(0, 1000).mapToObj(i -> random.afterDoubt(Duration.ofMinutes(5))))
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofMillis(500), Duration.ofSeconds(60)))
                .anySatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(2)))
                .anySatisfy(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(58)));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT0.5S", "PT7S, PT7S", "PT1H, PT1H", "PT87600H, PT1H"})
    void whatShopifyAsksForIsKeptWithinReasonAndNeverShortened(Duration asked, Duration atLeast) {
        assertThat(least.asAsked(asked)).isEqualTo(atLeast);
        assertThat(most.asAsked(asked)).isEqualTo(atLeast.plusMillis(500));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT15M", "PT1H, PT1H", "PT48H, PT4H"})
    void anOddShopIsHeldOffFromAQuarterOfAnHourToHours(Duration failing, Duration wait) {
        assertThat(most.afterAppRefusal(failing)).isEqualTo(wait);
    }

    @Test
    void aFrozenShopIsAskedAgainInHours() {
        assertThat(least.afterSuspension()).isEqualTo(Duration.ofHours(1));
        assertThat(most.afterSuspension()).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void aShopThatIsNotFoundIsAskedAboutHourly() {
        assertThat(least.afterNotFound()).isEqualTo(Duration.ofMinutes(60));
        assertThat(most.afterNotFound()).isEqualTo(Duration.ofMinutes(75));
    }

    private static RandomGenerator drawing(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
