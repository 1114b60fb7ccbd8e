package dev.tokenbroker.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessPolicyTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration NINETY_DAYS = Duration.ofDays(90);
    /** Its halves are equal, so that it lies in the middle of every spread. */
    private static final UUID MIDDLE = new UUID(7, 7);

    private final FreshnessPolicy policy = new FreshnessPolicy(Duration.ofSeconds(30), 0.5, 0.1, Duration.ofDays(21));

    @ParameterizedTest
    @CsvSource({"PT30S, true", "PT29.999999999S, false", "PT1H, true", "PT0S, false", "PT-1S, false"})
    void aTokenLivesWhileItHasTheFloorLeft(Duration remaining, boolean lives) {
        assertThat(policy.lives(remaining)).isEqualTo(lives);
    }

    @ParameterizedTest
    @CsvSource({
        "PT60S, PT60S, true",
        "PT59.999S, PT60S, false",
        "PT30S, PT0S, true",
        "PT29S, PT0S, false",
        "PT29S, PT10S, false",
        "PT50M, PT3000S, true",
        "PT49M, PT3000S, false",
    })
    void minTtlBelowTheFloorMeansTheFloor(Duration remaining, Duration minTtl, boolean satisfied) {
        assertThat(policy.satisfies(remaining, minTtl)).isEqualTo(satisfied);
    }

    @ParameterizedTest
    @CsvSource({"PT1H, PT30M", "PT10M, PT5M", "PT24H, PT12H", "PT0S, PT0S"})
    void aPairInTheMiddleOfTheSpreadIsRenewedAtHalfOfItsLife(Duration life, Duration after) {
        assertThat(policy.renewAfter(life, MIDDLE)).isEqualTo(after);
    }

    @Test
    void jitterStaysWithinATenthOfTheRenewalPointAndUsesAllOfIt() {
        assertThat(pairs().map(pair -> policy.renewAfter(HOUR, pair)))
                .allSatisfy(after -> assertThat(after).isBetween(Duration.ofMinutes(27), Duration.ofMinutes(33)));
        assertThat(pairs().map(pair -> policy.renewAfter(HOUR, pair)).sorted().limit(100))
                .allSatisfy(after -> assertThat(after).isLessThan(Duration.ofSeconds(27 * 60 + 10)));
        assertThat(pairs().map(pair -> policy.renewAfter(HOUR, pair))
                        .filter(after -> after.compareTo(Duration.ofMinutes(30)) < 0))
                .hasSizeBetween(4_700, 5_300);
    }

    @Test
    void aPairIsRenewedAtTheSameMomentOnEveryReplica() {
        UUID pair = UUID.fromString("0d9e5a4c-2a0f-4f5c-9d7e-5b1f6a3c2e10");
        FreshnessPolicy elsewhere = new FreshnessPolicy(Duration.ofSeconds(30), 0.5, 0.1, Duration.ofDays(21));

        assertThat(elsewhere.renewAfter(HOUR, pair)).isEqualTo(policy.renewAfter(HOUR, pair));
        assertThat(policy.renewAfter(HOUR, pair)).isEqualTo(Duration.ofMillis(1_641_625));
    }

    @Test
    void withoutJitterAllAreRenewedAtOnce() {
        FreshnessPolicy even = new FreshnessPolicy(Duration.ofSeconds(30), 0.5, 0, Duration.ofDays(21));

        assertThat(pairs().map(pair -> even.renewAfter(HOUR, pair)).distinct()).containsExactly(Duration.ofMinutes(30));
    }

    @Test
    void anUnconfirmedPairIsRenewedWithin30PlusMinus10Minutes() {
        assertThat(pairs().map(policy::confirmAfter))
                .allSatisfy(after -> assertThat(after).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(40)));
        assertThat(policy.confirmAfter(MIDDLE)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void anIdleRefreshTokenIsKeptAliveAt21PlusMinus5Days() {
        assertThat(pairs().map(pair -> policy.keepAliveAfter(NINETY_DAYS, pair)))
                .allSatisfy(after -> assertThat(after).isBetween(Duration.ofDays(16), Duration.ofDays(26)));
        assertThat(policy.keepAliveAfter(NINETY_DAYS, MIDDLE)).isEqualTo(Duration.ofDays(21));
    }

    @ParameterizedTest
    @CsvSource({"PT720H, PT360H", "PT24H, PT12H", "PT2M, PT1M"})
    void noKeepAliveIsLaterThanHalfOfTheRefreshTokensLife(Duration life, Duration latest) {
        assertThat(pairs().map(pair -> policy.keepAliveAfter(life, pair)))
                .allSatisfy(after -> assertThat(after).isLessThanOrEqualTo(latest));
    }

    /** Seeded: a run that fails fails again. */
    private static Stream<UUID> pairs() {
        Random random = new Random(20_261_122);
        return Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                .limit(10_000);
    }
}
