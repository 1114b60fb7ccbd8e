package dev.tokenbroker.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private final RetryAfter retryAfter =
            new RetryAfter(Clock.fixed(Instant.parse("2026-11-22T15:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({"0, PT0S", "2, PT2S", "2.0, PT2S", "0.25, PT0.25S", "' 7 ', PT7S", "86400, PT24H"})
    void secondsAreReadAlsoInShopifysFractions(String header, Duration wait) {
        assertThat(retryAfter.read(header, null)).hasValue(wait);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Sun, 22 Nov 2026 15:01:30 GMT|PT1M30S", "Sun, 22 Nov 2026 14:00:00 GMT|PT0S"})
    void aDateIsReadAgainstTheClock(String header, Duration wait) {
        assertThat(retryAfter.read(header, null)).hasValue(wait);
    }

    /** Ours may be hours off. */
    @Test
    void aDateIsReadAgainstTheClockThatItWasWrittenBy() {
        assertThat(retryAfter.read("Sun, 22 Nov 2026 17:01:30 GMT", "Sun, 22 Nov 2026 17:00:00 GMT"))
                .hasValue(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "soon", "-1", "NaN", "Infinity", "1e99", "2026-11-22T15:01:30Z", "1, 2"})
    void whatMakesNoSenseIsAbsent(String header) {
        assertThat(retryAfter.read(header, null)).isEmpty();
    }
}
