package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.AppBreakers.Standing;
import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.installation.Settlement.Suspicion;
import dev.tokenbroker.token.DefaultRefresh;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.Doubt;
import dev.tokenbroker.token.TokenAnswer.Unclear;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EndingsTest {
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Candidate SHOWN = new Candidate(UUID.randomUUID(), new byte[0], false);

    private final Endings endings = new Endings(new Backoff(new Random(1)), DefaultRefresh.settling(SETTLE));
    private final Installation row = SampleRow.withToken(Duration.ofMinutes(5)).row();

    @Test
    void anAppThatIsRefusedSaysNothingAboutTheInstallation() {
        Settlement settlement = of(new TokenAnswer.AppRefused());

        assertThat(settlement.failure()).hasValue(FailureCause.APP_CREDENTIALS_REJECTED);
        assertThat(settlement.suspicion()).isEmpty();
        assertThat(settlement.retryIn()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settlement.suspended()).isFalse();
    }

    @Test
    void aFrozenShopIsSuspendedAndKept() {
        Settlement settlement = of(new TokenAnswer.ShopSuspended());

        assertThat(settlement.suspended()).isTrue();
        assertThat(settlement.failure()).hasValue(FailureCause.SHOP_SUSPENDED);
        assertThat(settlement.suspicion()).isEmpty();
        assertThat(settlement.retryIn()).isBetween(Duration.ofHours(1), Duration.ofHours(4));
    }

    @Test
    void aShopThatIsNotFoundIsSuspectedForADayBeforeItIsBelieved() {
        Settlement settlement = of(new TokenAnswer.ShopNotFound());

        assertThat(settlement.failure()).hasValue(FailureCause.SHOP_NOT_FOUND);
        assertThat(settlement.suspicion()).hasValue(new Suspicion("shop-not-found", Duration.ofDays(1)));
    }

    @ParameterizedTest
    @EnumSource(Doubt.class)
    void whateverIsUnclearIsNeverASuspicion(Doubt doubt) {
        Settlement settlement = of(new Unclear(doubt, Optional.empty()));

        assertThat(settlement.suspicion()).isEmpty();
        assertThat(settlement.suspended()).isFalse();
        assertThat(settlement.retryIn()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_SENT, SHOPIFY_UNREACHABLE",
        "CONNECTION_LOST, SHOPIFY_UNREACHABLE",
        "TIMED_OUT, SHOPIFY_TIMEOUT",
        "THROTTLED, SHOPIFY_THROTTLED",
        "SERVER_ERROR, SHOPIFY_ERROR",
        "NOT_UNDERSTOOD, ANSWER_NOT_UNDERSTOOD",
    })
    void everyDoubtHasItsName(Doubt doubt, FailureCause cause) {
        assertThat(of(new Unclear(doubt, Optional.empty())).failure()).hasValue(cause);
    }

    /** renewal.md rule 28. */
    @ParameterizedTest
    @EnumSource(Doubt.class)
    void afterATimeOutAloneTheLeaseIsKeptToItsEnd(Doubt doubt) {
        assertThat(of(new Unclear(doubt, Optional.empty())).keepLease()).isEqualTo(doubt == Doubt.TIMED_OUT);
    }

    @ParameterizedTest
    @EnumSource(Doubt.class)
    void onlyWhatCertainlyHadNoEffectCountsAsNeverShown(Doubt doubt) {
        boolean certainly = doubt == Doubt.NOT_SENT;

        assertThat(of(new Unclear(doubt, Optional.empty())).unsent())
                .isEqualTo(certainly ? Optional.of(SHOWN.pairId()) : Optional.empty());
    }

    /** renewal.md rule 16. */
    @Test
    void whatShopifyAsksForIsWaited() {
        assertThat(of(new Unclear(Doubt.THROTTLED, Optional.of(Duration.ofMinutes(7))))
                        .retryIn())
                .isBetween(Duration.ofMinutes(7), Duration.ofMinutes(7).plusMillis(500));
    }

    /** renewal.md rule 11. */
    @ParameterizedTest
    @CsvSource({"ACCEPTED, PT45S", "NOBODY_TO_ASK, PT45S", "UNKNOWN, PT24H"})
    void deadIsBelievedAtTheSecondTimeUnlessItMayBeTheApp(Standing standing, Duration believedAfter) {
        Settlement settlement = endings.allRefused(Trigger.SWEEP, standing);

        assertThat(settlement.suspicion()).hasValue(new Suspicion("refresh-token-refused", believedAfter));
        assertThat(settlement.retryIn()).isGreaterThanOrEqualTo(Duration.ofSeconds(45));
    }

    /** renewal.md rule 15. */
    @Test
    void whileTheAppIsDoubtedNobodyIsSuspected() {
        assertThat(endings.appDoubted(Trigger.CANARY).suspicion()).isEmpty();
    }

    @Test
    void pairsTooYoungToBeShownAreWaitedFor() {
        Settlement settlement = endings.nothingToShow(Trigger.reader(new Reader("orders", "sim-request")));

        assertThat(settlement.retryIn()).isEqualTo(SETTLE);
        assertThat(settlement.failure()).isEmpty();
    }

    @Test
    void aLeaseThatIsTooShortForACallIsGivenBackAsIfNothingHadBeen() {
        Settlement settlement =
                endings.outOfTime(Trigger.reader(new Reader("orders", "sim-request")), Optional.of(SHOWN));

        assertThat(settlement.retryIn()).isEqualTo(Duration.ZERO);
        assertThat(settlement.failure()).isEmpty();
        assertThat(settlement.unsent()).hasValue(SHOWN.pairId());
        assertThat(settlement.keepLease()).isFalse();
    }

    /** renewal.md rule 14. */
    @Test
    void aReplicaWithoutTheRightKeyLeavesTheRowToOthersForAMinute() {
        Settlement settlement = endings.sealsBroken(row, Trigger.reader(new Reader("orders", "sim-request")));

        assertThat(settlement.retryIn()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settlement.failure()).hasValue(FailureCause.KEYS_UNAVAILABLE);
        assertThat(settlement.suspicion()).isEmpty();
    }

    @Test
    void theActorIsWhoeverWantedIt() {
        assertThat(endings.of(
                                new TokenAnswer.ShopSuspended(),
                                row,
                                Trigger.report(Actor.of("caller:orders")),
                                Optional.of(SHOWN))
                        .actor())
                .isEqualTo(Actor.of("caller:orders"));
    }

    @Test
    void aDeadTokenIsNoEndingByItself() {
        assertThatThrownBy(() -> of(new TokenAnswer.RefreshTokenDead())).isInstanceOf(IllegalStateException.class);
    }

    private Settlement of(TokenAnswer answer) {
        return endings.of(answer, row, Trigger.SWEEP, Optional.of(SHOWN));
    }
}
