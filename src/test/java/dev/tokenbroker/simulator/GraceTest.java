package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GraceTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STRICT_SINGLE_USE", "REUSE_REVOKES_ALL"})
    void aUsedRefreshTokenIsAcceptedUntilItsReplacementIsUsed(GraceMode mode) {
        lab.sim.graceMode(mode);
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        lab.refresh(first);

        TokenAnswer retry = lab.refresh(first);
        assertThat(retry.status()).isEqualTo(200);
        assertThat(lab.shop.isAcceptable(first)).isTrue();

        lab.refresh(retry.refreshToken());
        assertThat(lab.shop.isAcceptable(first)).isFalse();
        assertThat(lab.refresh(first).refusal()).isEqualTo("401 invalid_request");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LEGACY_60_MIN", "STRICT_SINGLE_USE", "REUSE_REVOKES_ALL"})
    void graceEndsThirtyDaysAfterTheFirstUse(GraceMode mode) {
        lab.shop.graceMode(mode);
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        lab.clock.advance(Duration.ofDays(5));
        lab.refresh(first);

        lab.clock.advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(lab.shop.isAcceptable(first)).isTrue();

        lab.clock.advance(Duration.ofSeconds(1));
        assertThat(lab.refresh(first).refusal()).isEqualTo("401 invalid_request");
    }

    @Test
    void graceNeverOutlivesTheRefreshTokensOwnNinetyDays() {
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        lab.clock.advance(Duration.ofDays(85));
        lab.refresh(first);

        lab.clock.advance(Duration.ofDays(5));

        assertThat(lab.shop.isAcceptable(first)).isFalse();
    }

    @Test
    void onlyTheImmediatePredecessorHasGrace() {
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        String second = lab.refresh(first).refreshToken();
        String third = lab.refresh(second).refreshToken();

        assertThat(lab.shop.isAcceptable(first)).isFalse();
        assertThat(lab.shop.isAcceptable(second)).isTrue();
        assertThat(lab.shop.isAcceptable(third)).isTrue();
    }

    @Test
    void inTheOldRuleTheSameAnswerIsReplayedForAnHourAndThenRefused() {
        lab.shop.graceMode(GraceMode.LEGACY_60_MIN);
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        TokenAnswer original = lab.refresh(first);

        lab.clock.advance(Duration.ofMinutes(59));
        assertThat(lab.refresh(first).text()).isEqualTo(original.text());

        lab.clock.advance(Duration.ofMinutes(1));
        assertThat(lab.refresh(first).refusal()).isEqualTo("401 invalid_request");
        assertThat(lab.shop.isAcceptable(original.refreshToken())).isTrue();
    }

    @Test
    void aReplayRepeatsTheOriginalLifetimeAlthoughThatTimeIsRunning() {
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        lab.refresh(first);
        lab.clock.advance(Duration.ofMinutes(40));

        TokenAnswer replay = lab.refresh(first);

        assertThat(replay.json().getLong("expires_in")).isEqualTo(3600);
        lab.clock.advance(Duration.ofMinutes(20));
        assertThat(lab.shop.isAccepted(replay.accessToken())).isFalse();
    }

    @Test
    void samePairGivesTheSameTokensAfterDaysWithALivingAccessToken() {
        lab.shop.graceMode(GraceMode.SAME_PAIR);
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        TokenAnswer original = lab.refresh(first);

        lab.clock.advance(Duration.ofDays(3));
        TokenAnswer retry = lab.refresh(first);

        assertThat(retry.text()).isEqualTo(original.text());
        assertThat(lab.shop.isAccepted(retry.accessToken())).isTrue();
    }

    @Test
    void newPairRetiresTheChildrenMintedBefore() {
        lab.shop.graceMode(GraceMode.NEW_PAIR);
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        TokenAnswer lost = lab.refresh(first);

        TokenAnswer last = lab.refresh(first);

        assertThat(lab.shop.isAcceptable(lost.refreshToken())).isFalse();
        assertThat(lab.shop.isAcceptable(last.refreshToken())).isTrue();
        assertThat(lab.shop.isAccepted(lost.accessToken())).isTrue();
    }

    @Test
    void siblingsAllLiveUntilOneOfThemIsUsed() {
        lab.shop.graceMode(GraceMode.SIBLINGS);
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        String one = lab.refresh(first).refreshToken();
        String other = lab.refresh(first).refreshToken();
        assertThat(lab.shop.isAcceptable(one)).isTrue();
        assertThat(lab.shop.isAcceptable(other)).isTrue();

        lab.refresh(one);

        assertThat(lab.shop.isAcceptable(other)).isFalse();
        assertThat(lab.shop.isAcceptable(first)).isFalse();
    }

    @Test
    void byDefaultARetryGivesTheSamePairForAnHourAndThenANewOne() {
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        TokenAnswer original = lab.refresh(first);

        lab.clock.advance(Duration.ofMinutes(59));
        assertThat(lab.refresh(first).refreshToken()).isEqualTo(original.refreshToken());

        lab.clock.advance(Duration.ofMinutes(1));
        TokenAnswer late = lab.refresh(first);
        assertThat(late.refreshToken()).isNotEqualTo(original.refreshToken());
        assertThat(lab.shop.isAcceptable(original.refreshToken())).isFalse();
    }

    @Test
    void strictSingleUseRefusesEveryRetry() {
        lab.shop.graceMode(GraceMode.STRICT_SINGLE_USE);
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        String second = lab.refresh(first).refreshToken();

        assertThat(lab.refresh(first).refusal()).isEqualTo("401 invalid_request");
        assertThat(lab.shop.isAcceptable(second)).isTrue();
    }

    @Test
    void reuseDetectionRevokesWhatEverWasMinted() {
        lab.shop.graceMode(GraceMode.REUSE_REVOKES_ALL);
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        String second = lab.refresh(first).refreshToken();

        assertThat(lab.refresh(first).refusal()).isEqualTo("401 invalid_request");
        assertThat(lab.shop.isAcceptable(second)).isFalse();
    }

    @Test
    void useOfTheNewAccessTokenRetiresThePredecessorOnlyWhereThatIsSwitchedOn() {
        String first = lab.shop.issueExpiring(lab.app).refreshToken();
        TokenAnswer answer = lab.refresh(first);

        lab.probe(answer.accessToken());
        assertThat(lab.shop.isAcceptable(first)).isTrue();

        lab.shop.accessTokenUseRetires(true);
        lab.probe(answer.accessToken());
        assertThat(lab.shop.isAcceptable(first)).isFalse();
        assertThat(lab.shop.isAcceptable(answer.refreshToken())).isTrue();
    }
}
