package dev.tokenbroker.broker;

import static dev.tokenbroker.broker.SampleRow.EARLIER;
import static dev.tokenbroker.broker.SampleRow.permanent;
import static dev.tokenbroker.broker.SampleRow.withToken;
import static dev.tokenbroker.broker.SampleRow.withoutToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.broker.ServingRule.Decision;
import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.broker.TokenOutcome.Issued;
import dev.tokenbroker.broker.TokenOutcome.Unavailable;
import dev.tokenbroker.broker.TokenOutcome.Warning;
import dev.tokenbroker.broker.TokenOutcome.Warning.Code;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.token.FreshnessPolicy;
import dev.tokenbroker.token.MovableTicker;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServingRuleTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(50);
    private static final Duration DEAD = Duration.ofSeconds(29);

    private final MovableTicker ticker = new MovableTicker();
    private final ServingRule rule =
            new ServingRule(new FreshnessPolicy(Duration.ofSeconds(30), 0.5, 0.1, Duration.ofDays(21)), ticker);

    @Test
    void anActiveTokenThatLivesLongEnoughIsServedAsItIs() {
        Decision decision = decide(withToken(LONG), MINUTE);

        assertThat(decision.renew()).isFalse();
        assertThat(issued(decision).token()).isEqualTo(SampleRow.TOKEN);
        assertThat(issued(decision).version()).isEqualTo(17);
        assertThat(issued(decision).validity().orElseThrow().expiresIn()).isEqualTo(LONG);
        assertThat(issued(decision).warnings()).isEmpty();
    }

    @Test
    void whatIsLeftIsAgedByTheMonotonicClock() {
        Holding holding = withToken(LONG).held(ticker);
        ticker.advance(Duration.ofMinutes(20));

        Decision decision = rule.decide(holding, MINUTE);

        assertThat(issued(decision).validity().orElseThrow().expiresIn()).isEqualTo(Duration.ofMinutes(30));
        ticker.advance(Duration.ofMinutes(29).plusSeconds(31));
        assertThat(rule.decide(holding, MINUTE).outcome()).isInstanceOf(Unavailable.class);
    }

    @Test
    void anActiveTokenThatDoesNotLiveAnyMoreIsRenewedAndNeverServed() {
        Decision decision = decide(withToken(DEAD), Duration.ZERO);

        assertThat(decision.renew()).isTrue();
        assertThat(decision.outcome()).isEqualTo(new Unavailable(Cause.SHOPIFY, Duration.ofSeconds(1)));
    }

    @Test
    void anActiveTokenShorterThanMinTtlIsRenewedFirstAndServedWhereThatFails() {
        Decision decision = decide(withToken(MINUTE), Duration.ofMinutes(2));

        assertThat(decision.renew()).isTrue();
        assertThat(codes(decision)).containsExactly(Code.SHORT_LIVED);
    }

    /** renewal.md rule 19. */
    @Test
    void minTtlRenewsOnlyIfAFreshTokenOfTheLastGrantedLifeWouldSatisfyIt() {
        SampleRow tenMinuteTokens = withToken(Duration.ofMinutes(5), Duration.ofMinutes(10));

        Decision decision = decide(tenMinuteTokens, Duration.ofSeconds(3000));

        assertThat(decision.renew()).isFalse();
        assertThat(codes(decision)).containsExactly(Code.SHORT_LIVED);
        assertThat(decide(tenMinuteTokens, Duration.ofMinutes(10)).renew()).isTrue();
    }

    @Test
    void aPairRenewedAMomentAgoIsServedShortLivedAndNotRenewedAgain() {
        Decision decision = decide(withToken(MINUTE).renewableIn(MINUTE), Duration.ofMinutes(2));

        assertThat(decision.renew()).isFalse();
        assertThat(codes(decision)).containsExactly(Code.SHORT_LIVED);
    }

    /** renewal.md rule 16. */
    @Test
    void notBeforeBindsReadersTooAndTellsThemWhenToComeBack() {
        Decision decision =
                decide(withToken(DEAD).renewableIn(MINUTE).failing(FailureCause.SHOPIFY_THROTTLED, MINUTE), MINUTE);

        assertThat(decision.renew()).isFalse();
        assertThat(decision.outcome()).isEqualTo(new Unavailable(Cause.SHOPIFY, MINUTE));
    }

    @Test
    void aTokenWhoseRenewalsFailIsServedWithTheWarningSinceWhen() {
        Decision decision = decide(withToken(LONG).failing(FailureCause.SHOPIFY_ERROR, MINUTE), MINUTE);

        assertThat(issued(decision).warnings())
                .containsExactly(new Warning(Code.REFRESH_FAILING, Optional.of(EARLIER)));
    }

    @Test
    void aSuspendedShopIsServedWhileItsTokenLives() {
        Decision decision = decide(withToken(LONG).state(InstallationState.SUSPENDED), MINUTE);

        assertThat(decision.outcome()).isInstanceOf(Issued.class);
        assertThat(decision.renew()).isFalse();
    }

    @Test
    void aSuspendedShopWithoutALivingTokenIsSaidToBeSuspendedAndForHowLong() {
        Decision decision =
                decide(withToken(DEAD).state(InstallationState.SUSPENDED).renewableIn(Duration.ofHours(2)), MINUTE);

        assertThat(decision.renew()).isFalse();
        assertThat(decision.outcome()).isEqualTo(new TokenOutcome.Suspended(EARLIER, Duration.ofHours(2)));
    }

    @Test
    void aShopThatNeedsItsMerchantIsServedWithAWarningWhileItsTokenLives() {
        Decision decision = decide(
                withToken(MINUTE)
                        .state(InstallationState.REAUTHORIZATION_REQUIRED)
                        .reason("refresh-token-refused"),
                Duration.ofMinutes(2));

        assertThat(decision.renew()).isFalse();
        assertThat(issued(decision).warnings())
                .containsExactly(
                        new Warning(Code.SHORT_LIVED, Optional.empty()),
                        new Warning(Code.REAUTHORIZATION_REQUIRED, Optional.of(EARLIER)));
    }

    @ParameterizedTest
    @CsvSource({"refresh-token-refused", "shop-not-found", "missing-scopes"})
    void aShopThatNeedsItsMerchantAndHasNoLivingTokenSaysWhy(String reason) {
        Decision decision = decide(
                withToken(DEAD)
                        .state(InstallationState.REAUTHORIZATION_REQUIRED)
                        .reason(reason),
                MINUTE);

        assertThat(decision.renew()).isFalse();
        assertThat(decision.outcome()).isEqualTo(new TokenOutcome.ReauthorizationRequired(reason, EARLIER));
    }

    @Test
    void aDomainThatBelongsToAnotherShopNowIsAMismatch() {
        Decision decision = decide(
                withToken(DEAD)
                        .state(InstallationState.REAUTHORIZATION_REQUIRED)
                        .reason("shop-mismatch"),
                MINUTE);

        assertThat(decision.outcome()).isEqualTo(new TokenOutcome.ShopMismatch());
    }

    @Test
    void anUninstalledShopIsRefusedAtOnceWhateverLives() {
        Decision decision = decide(withToken(LONG).state(InstallationState.UNINSTALLED), MINUTE);

        assertThat(decision.outcome()).isEqualTo(new TokenOutcome.Uninstalled(EARLIER));
        assertThat(decision.renew()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = InstallationState.class, names = "UNINSTALLED", mode = EnumSource.Mode.EXCLUDE)
    void aTokenWhoseSealDoesNotOpenIsAKeyProblemInEveryState(InstallationState state) {
        Decision decision = decide(withToken(LONG).state(state).sealBroken(), MINUTE);

        assertThat(decision.outcome()).isEqualTo(new Unavailable(Cause.KEYS, Duration.ofSeconds(1)));
        assertThat(decision.renew()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = GrantKind.class, names = "CLIENT_CREDENTIALS", mode = EnumSource.Mode.EXCLUDE)
    void aRowThatNeverHadATokenIsAnUnknownShop(GrantKind grant) {
        assertThat(decide(withoutToken(grant), MINUTE)).isEqualTo(Decision.last(new TokenOutcome.UnknownShop()));
    }

    @Test
    void clientCredentialsAreAskedForWhereThereIsNoTokenYet() {
        assertThat(decide(withoutToken(GrantKind.CLIENT_CREDENTIALS), MINUTE).renew())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = GrantKind.class,
            names = {"LEGACY", "STATIC"})
    void tokensThatDoNotExpireAreServedWithoutAnEndWhateverMinTtlIs(GrantKind grant) {
        Decision decision = decide(permanent(grant), Duration.ofSeconds(3000));

        assertThat(issued(decision).validity()).isEmpty();
        assertThat(issued(decision).warnings()).isEmpty();
        assertThat(decision.renew()).isFalse();
    }

    @Test
    void aRenewalOfAnotherReplicaIsWorthWaitingFor() {
        assertThat(decide(withToken(DEAD).leasedFor(MINUTE), MINUTE).renew()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "APP_CREDENTIALS_REJECTED, APP_CREDENTIALS",
        "KEYS_UNAVAILABLE, KEYS",
        "SHOPIFY_TIMEOUT, SHOPIFY",
        "SHOPIFY_ERROR, SHOPIFY",
        "SHOPIFY_UNREACHABLE, SHOPIFY",
        "SHOPIFY_THROTTLED, SHOPIFY",
        "ANSWER_NOT_UNDERSTOOD, SHOPIFY",
        "REFRESH_TOKEN_REFUSED, SHOPIFY",
        "SHOP_NOT_FOUND, SHOPIFY",
    })
    void whatIsAwayIsSaidByTheLastFailure(FailureCause failure, Cause cause) {
        assertThat(decide(withToken(DEAD).failing(failure, MINUTE), MINUTE).outcome())
                .isEqualTo(new Unavailable(cause, Duration.ofSeconds(1)));
    }

    @Test
    void aRenewalThatWasHeldBackSaysByWhat() {
        Holding dead = withToken(DEAD).held(ticker);

        assertThat(rule.afterRenewal(dead, MINUTE, Optional.of(FailureCause.APP_CREDENTIALS_REJECTED)))
                .isEqualTo(new Unavailable(Cause.APP_CREDENTIALS, Duration.ofSeconds(1)));
        assertThat(rule.afterRenewal(withToken(LONG).held(ticker), MINUTE, Optional.of(FailureCause.KEYS_UNAVAILABLE)))
                .isInstanceOf(Issued.class);
    }

    @Test
    void aTokenIsDueForRenewalFromItsPlannedMomentOn() {
        Holding holding = withToken(Duration.ofMinutes(31)).held(ticker);

        assertThat(rule.dueForRenewal(holding)).isFalse();
        ticker.advance(MINUTE);
        assertThat(rule.dueForRenewal(holding)).isTrue();
        assertThat(rule.dueForRenewal(permanent(GrantKind.STATIC).held(ticker))).isFalse();
    }

    private Decision decide(SampleRow row, Duration minTtl) {
        return rule.decide(row.held(ticker), minTtl);
    }

    private static Issued issued(Decision decision) {
        assertThat(decision.outcome()).isInstanceOf(Issued.class);
        return (Issued) decision.outcome();
    }

    private static java.util.List<Code> codes(Decision decision) {
        return issued(decision).warnings().stream().map(Warning::code).toList();
    }
}
