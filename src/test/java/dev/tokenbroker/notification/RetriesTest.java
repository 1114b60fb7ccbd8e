package dev.tokenbroker.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {
    private static Retries drawing(double share) {
        return new Retries(new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return share;
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"1, PT2S", "2, PT4S", "5, PT32S", "11, PT34M8S", "12, PT1H", "13, PT1H", "2000000000, PT1H"})
    void theBoundDoublesUpToAnHour(int failures, Duration bound) {
        assertThat(drawing(1).after(failures)).isEqualTo(bound);
        assertThat(drawing(0.5).after(failures)).isEqualTo(bound.dividedBy(2));
    }

    @Test
    void nobodyIsAskedAgainAtOnce() {
        assertThat(drawing(0).after(1)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void itIsOverAfterThreeDays() {
        assertThat(drawing(0).over(Duration.ofDays(3).minusMillis(1))).isFalse();
        assertThat(drawing(0).over(Duration.ofDays(3))).isTrue();
    }
}
