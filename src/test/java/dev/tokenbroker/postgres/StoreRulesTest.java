package dev.tokenbroker.postgres;

import static dev.tokenbroker.postgres.Scene.record;
import static dev.tokenbroker.postgres.Scene.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.LeasedInstallation.Recorded;
import dev.tokenbroker.installation.LeasedInstallation.Step;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.installation.Settlement.Suspicion;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statements of renewal.md §1 against a real PostgreSQL, by the rules of its §2. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class StoreRulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Inject
    InstallationStore store;

    DevelopmentWorld world;
    Scene scene;

    @BeforeEach
    void enrol() {
        scene = new Scene(store, world);
    }

    @Test
    void aClaimIsExclusive() {
        scene.imported();
        Installation seen = scene.row();

        List<CompletableFuture<Optional<LeasedInstallation>>> replicas = IntStream.range(0, 16)
                .mapToObj(replica -> CompletableFuture.supplyAsync(() -> scene.renewalOf(seen)))
                .toList();

        assertThat(replicas.stream().map(CompletableFuture::join).filter(Optional::isPresent))
                .hasSize(1);
        assertThat(scene.acquisition()).as("an acquisition waits as well").isEmpty();
    }

    @Test
    void aLeaseThatHasEndedIsFreeAndItsFenceGrows() {
        scene.imported();
        scene.renewal().orElseThrow();
        String fence = scene.of("fence");

        scene.leaseEnds();

        assertThat(scene.renewal()).isPresent();
        assertThat(Long.parseLong(scene.of("fence"))).isEqualTo(Long.parseLong(fence) + 1);
    }

    @Test
    void rule1TheClaimItselfMovesNextDueAtToTheEndOfTheLease() {
        scene.imported();
        scene.change("installation set next_due_at = now() + interval '21 days'");

        scene.renewal().orElseThrow();

        assertThat(scene.of("next_due_at = lease_until")).isEqualTo("t");
        assertThat(scene.seconds("next_due_at - now()")).isBetween(25L, 30L);
    }

    @Test
    void rule3AnOvertakenPairIsKeptAndWakesTheRow() {
        UUID parent = scene.imported();
        LeasedInstallation overtaken = scene.renewal().orElseThrow();
        scene.leaseEnds();
        LeasedInstallation winner = scene.renewal().orElseThrow();
        settle(
                winner,
                Settlement.failed(MINUTE, FailureCause.REFRESH_TOKEN_REFUSED, Actor.of("sweep"))
                        .suspecting(Suspicion.shopNotFound()));
        scene.change("installation set state = 'reauthorization_required', next_due_at = now() + interval '9 days'");
        ReceivedPair late = scene.pair(Optional.of(parent));

        Recorded recorded = record(overtaken, late);

        assertThat(recorded).isInstanceOf(Recorded.InLedger.class);
        assertThat(scene.ledger("count(*) filter (where pair_id = '" + late.pairId() + "')"))
                .isEqualTo("1");
        assertThat(scene.of("current_pair_id")).isEqualTo(parent.toString());
        assertThat(scene.of("next_due_at <= now()")).isEqualTo("t");
        assertThat(scene.of("state")).isEqualTo("active");
        assertThat(scene.row().version()).isEqualTo(1);
    }

    @Test
    void rule4APairThatCameAfterMoreThanOneSendIsSoonRenewed() {
        UUID parent = scene.imported();
        scene.renewal().orElseThrow();
        scene.leaseEnds();
        LeasedInstallation second = scene.renewal().orElseThrow();
        scene.change("token_pair set first_sent_at = now()");

        ReceivedPair pair = scene.pair(Optional.of(parent));
        record(second, pair);

        assertThat(second.firstCandidate().orElseThrow().resent()).isTrue();
        assertThat(scene.seconds("next_due_at - now()")).isLessThanOrEqualTo(1800);
        assertThat(scene.of("must_renew")).isEqualTo("t");
    }

    @Test
    void rule5PruningDeletesAncestorsAlone() {
        UUID first = scene.imported();
        UUID second = scene.renewed(first);
        scene.leaseEnds();
        LeasedInstallation overtaken = scene.renewal().orElseThrow();
        scene.leaseEnds();
        UUID third = scene.renewed(second);
        ReceivedPair sibling = scene.pair(Optional.of(second));
        record(overtaken, sibling);
        ReceivedPair foreign = scene.pair(Optional.empty());
        record(overtaken, foreign);

        scene.prune(second);

        assertThat(List.of(scene.ledger("string_agg(pair_id::text, ',')").split(",")))
                .containsExactlyInAnyOrder(
                        second.toString(),
                        third.toString(),
                        sibling.pairId().toString(),
                        foreign.pairId().toString());
    }

    @Test
    void rule5TheCurrentPairIsNeverPrunedWhateverItsPlaceInTheTree() {
        UUID first = scene.imported();
        UUID second = scene.renewed(first);
        scene.change("installation set current_pair_id = '" + first + "'");

        scene.prune(second);

        assertThat(scene.ledger("count(*)")).isEqualTo("2");
    }

    @Test
    void rule6ARenewedPairIsNotRenewedAgainBeforeItHasSettledButAnImportedOneIs() {
        UUID first = scene.imported();
        LeasedInstallation lease = scene.renewal().orElseThrow();
        record(lease, scene.pair(Optional.of(first)));

        assertThat(scene.renewal()).isEmpty();
        assertThat(scene.row().renewableIn()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        scene.settled();
        assertThat(scene.renewal()).isPresent();
    }

    @Test
    void rule6AYoungPairOfTheLedgerIsNotShownAndCountsAsAlive() {
        UUID first = scene.imported();
        LeasedInstallation overtaken = scene.renewal().orElseThrow();
        scene.leaseEnds();
        LeasedInstallation winner = scene.renewal().orElseThrow();
        record(overtaken, scene.pair(Optional.of(first)));

        assertThat(afterRefusal(winner, first)).isInstanceOf(Step.TooYoung.class);
    }

    @Test
    void rule9ARetriedRecordIsASuccessAndMakesOneEvent() {
        UUID first = scene.imported();
        LeasedInstallation lease = scene.renewal().orElseThrow();
        ReceivedPair pair = scene.pair(Optional.of(first));
        assertThat(record(lease, pair)).isInstanceOf(Recorded.Current.class);

        Recorded again = record(lease, pair);

        assertThat(again).isInstanceOf(Recorded.Current.class);
        assertThat(scene.row().version()).isEqualTo(2);
        assertThat(scene.ledger("count(*)")).isEqualTo("2");
        assertThat(scene.events("renewed")).isEqualTo(1);
        assertThat(scene.of("must_renew"))
                .as("nothing is woken by one's own work")
                .isEqualTo("f");
    }

    @Test
    void rule9AnEventThatCannotBeWrittenCostsNeitherThePairNorItsUse() {
        UUID first = scene.imported();
        LeasedInstallation lease = scene.renewal().orElseThrow();
        ReceivedPair pair = scene.pair(Optional.of(first));
        scene.refuse("event", "insert", "true");

        Recorded recorded = record(lease, pair);

        assertThat(recorded).isInstanceOf(Recorded.Current.class);
        assertThat(scene.of("current_pair_id")).isEqualTo(pair.pairId().toString());
        assertThat(scene.events("renewed")).isZero();
        scene.accept("event");
    }

    @Test
    void rule9ARowThatCannotBeWrittenLeavesThePairInTheLedgerAndTheEventFollows() {
        UUID first = scene.imported();
        LeasedInstallation lease = scene.renewal().orElseThrow();
        ReceivedPair pair = scene.pair(Optional.of(first));
        scene.refuse("installation", "update", "new.current_pair_id <> '" + first + "'");

        Recorded recorded = record(lease, pair);

        assertThat(recorded).isInstanceOf(Recorded.InLedger.class);
        assertThat(scene.ledger("count(*)")).isEqualTo("2");
        assertThat(scene.of("next_due_at <= now()")).isEqualTo("t");
        assertThat(scene.events("overtaken")).isEqualTo(1);
        scene.accept("installation");
    }

    @Test
    void rule6APairThatTheDatabaseLostIsWrittenAgainAndWakesTheRow() {
        UUID first = scene.imported();
        LeasedInstallation lease = scene.renewal().orElseThrow();
        ReceivedPair pair = scene.pair(Optional.of(first));
        record(lease, pair);
        scene.change("installation set current_pair_id = '" + first + "', version = 1, must_renew = false,"
                + " next_due_at = now() + interval '20 minutes'");
        scene.lose(pair);

        lease.restore(pair).await().indefinitely();
        lease.restore(pair).await().indefinitely();

        assertThat(scene.ledger("count(*)")).isEqualTo("2");
        assertThat(scene.of("current_pair_id")).isEqualTo(first.toString());
        assertThat(scene.of("next_due_at <= now() and must_renew")).isEqualTo("t");
    }

    @Test
    void rule11ADeadVerdictBecomesAStateOnlyAfterItsTime() {
        UUID only = scene.imported();

        assertThat(walkedInVain(only, true).state()).isEqualTo(InstallationState.ACTIVE);
        assertThat(walkedInVain(only, true).state())
                .as("a second walk too soon")
                .isEqualTo(InstallationState.ACTIVE);
        scene.change("installation set suspicion_since = now() - interval '46 seconds'");
        Installation marked = walkedInVain(only, true);

        assertThat(marked.state()).isEqualTo(InstallationState.REAUTHORIZATION_REQUIRED);
        assertThat(marked.stateReason()).hasValue("refresh-token-refused");
        assertThat(scene.events("reauthorization-required")).isEqualTo(1);
        assertThat(scene.renewal()).as("nobody asks for a marked one").isEmpty();
    }

    /** Where it may be the app. */
    @Test
    void rule11ADeadVerdictThatNothingSpeaksForIsBelievedAfterADay() {
        UUID only = scene.imported();
        walkedInVain(only, false);
        scene.change("installation set suspicion_since = now() - interval '23 hours'");

        assertThat(walkedInVain(only, false).state()).isEqualTo(InstallationState.ACTIVE);
        scene.change("installation set suspicion_since = now() - interval '25 hours'");
        assertThat(walkedInVain(only, false).state()).isEqualTo(InstallationState.REAUTHORIZATION_REQUIRED);
    }

    @Test
    void rule11NobodyIsMarkedWhileATokenOfTheLedgerWasNotRefused() {
        UUID first = scene.imported();
        LeasedInstallation overtaken = scene.renewal().orElseThrow();
        scene.leaseEnds();
        LeasedInstallation winner = scene.renewal().orElseThrow();
        afterRefusal(winner, first);
        record(overtaken, scene.pair(Optional.of(first)));

        Installation row = settle(winner, refused(true)).orElseThrow();

        assertThat(row.state()).isEqualTo(InstallationState.ACTIVE);
    }

    /** The replica ended before the shop had said who it is. */
    @Test
    void rule11APairThatCameAheadOfItsPlaceIsLookedAtThoughTheInstallationWasMarked() {
        UUID dead = scene.imported();
        walkedInVain(dead, true);
        scene.change("installation set suspicion_since = now() - interval '46 seconds'");
        walkedInVain(dead, true);
        ReceivedPair ahead = scene.pair(Optional.empty());

        scene.exchangeOf(scene.row()).orElseThrow().recordAhead(ahead).await().indefinitely();
        scene.leaseEnds();
        scene.backOffEnds();
        LeasedInstallation renewal = scene.renewal().orElseThrow();

        assertThat(afterRefusal(renewal, dead))
                .isInstanceOfSatisfying(
                        Step.Next.class,
                        next -> assertThat(next.candidate().pairId()).isEqualTo(ahead.pairId()));
    }

    @Test
    void rule11AnythingElseInBetweenEndsASuspicion() {
        UUID only = scene.imported();
        walkedInVain(only, true);
        scene.change("installation set suspicion_since = now() - interval '46 seconds'");
        scene.backOffEnds();
        settle(scene.renewal().orElseThrow(), Settlement.failed(MINUTE, FailureCause.SHOPIFY_ERROR, Actor.of("sweep")));

        assertThat(walkedInVain(only, true).state()).isEqualTo(InstallationState.ACTIVE);
    }

    @Test
    void rule16ABackOffBindsEveryClaimButTheCanarys() {
        scene.imported();
        settle(
                scene.renewal().orElseThrow(),
                Settlement.failed(MINUTE, FailureCause.SHOPIFY_THROTTLED, Actor.of("sweep")));

        assertThat(scene.renewal()).isEmpty();
        assertThat(scene.forced()).isEmpty();
        assertThat(scene.row().renewableIn()).isBetween(Duration.ofSeconds(50), MINUTE);
        assertThat(scene.canary()).isPresent();
    }

    @Test
    void rule17ALeaseMoreThanFiveMinutesAheadIsFree() {
        scene.imported();
        scene.renewal().orElseThrow();

        scene.change("installation set lease_until = now() + interval '4 min'");
        assertThat(scene.renewal()).isEmpty();
        assertThat(scene.row().leasedFor()).isPositive();
        scene.change("installation set lease_until = now() + interval '6 min'");
        assertThat(scene.row().leasedFor()).isZero();
        assertThat(scene.renewal()).isPresent();
    }

    @Test
    void rule21WhoeverWasOvertakenSettlesAndExtendsNothing() {
        UUID first = scene.imported();
        LeasedInstallation overtaken = scene.renewal().orElseThrow();
        scene.leaseEnds();
        scene.renewal().orElseThrow();

        assertThat(settle(overtaken, refused(true))).isEmpty();
        assertThat(overtaken.extend().await().indefinitely()).isFalse();
        assertThat(afterRefusal(overtaken, first)).isInstanceOf(Step.Overtaken.class);
        assertThat(scene.of("state")).isEqualTo("active");
        assertThat(scene.ledger("count(refused_at)")).isEqualTo("0");
    }

    @Test
    void rule21AnErasureLeavesATombstoneAndALateRecordIsOfAnotherLife() {
        UUID first = scene.imported();
        LeasedInstallation late = scene.renewal().orElseThrow();
        String fence = scene.of("fence");

        scene.erase();

        assertThat(record(late, scene.pair(Optional.of(first)))).isInstanceOf(Recorded.AnotherLife.class);
        assertThat(scene.ledger("count(*)")).isEqualTo("0");
        assertThat(store.find(scene.key).await().indefinitely()).isEmpty();
        assertThat(scene.of("wrapped_data_key is null and data_key_id is null")).isEqualTo("t");
        assertThat(scene.of("version")).isEqualTo("1");
        assertThat(Long.parseLong(scene.of("fence"))).isGreaterThan(Long.parseLong(fence));
    }

    @Test
    void rule7ALateRecordOfAFormerLifeIsNotTakenForOneOfTheNext() {
        UUID first = scene.imported();
        LeasedInstallation late = scene.renewal().orElseThrow();
        scene.erase();
        scene.enrol();
        scene.imported();

        assertThat(record(late, scene.pair(Optional.of(first)))).isInstanceOf(Recorded.AnotherLife.class);
        assertThat(scene.ledger("count(*)")).isEqualTo("1");
        assertThat(scene.row().version()).as("it grows across lives").isEqualTo(2);
    }

    @Test
    void rule7ALivingRowKeepsItsKeyWhoeverOffersAnother() {
        UUID key = scene.row().dataKey().id();

        assertThat(scene.enrol().dataKey().id()).isEqualTo(key);
    }

    @Test
    void rule22ARowThatHasMovedOnIsNotClaimed() {
        UUID first = scene.imported();
        Installation seen = scene.row();
        scene.renewed(first);

        assertThat(scene.renewalOf(seen)).isEmpty();
        assertThat(scene.renewalOf(scene.row())).isPresent();
    }

    /** Whoever saw no living grant has to look again: another tab's exchange may have ended in between. */
    @Test
    void rule10AnIdTokenIsExchangedForTheGrantThatWasSeenAlone() {
        Installation seen = scene.row();
        scene.imported();

        assertThat(scene.exchangeOf(seen)).isEmpty();
        assertThat(scene.exchangeOf(scene.row())).isPresent();
    }

    @Test
    void rule22AVersionThatWasLostWithAFailoverIsNotGivenAgain() {
        UUID parent = scene.imported();

        LeasedInstallation lease = scene.renewalKnowing(7).orElseThrow();
        Scene.record(lease, scene.pair(Optional.of(parent)));

        assertThat(scene.row().version()).isEqualTo(8);
    }

    @Test
    void rule26AnImportReplacesThePointerAndNeverTheLedger() {
        UUID first = scene.imported();
        UUID second = scene.imported();

        assertThat(scene.of("current_pair_id")).isEqualTo(second.toString());
        assertThat(scene.ledger("count(*)")).isEqualTo("2");
        assertThat(afterRefusal(scene.renewal().orElseThrow(), second))
                .isInstanceOfSatisfying(
                        Step.Next.class,
                        next -> assertThat(next.candidate().pairId()).isEqualTo(first));
    }

    @Test
    void rule27ExpiryCountsFromTheFirstSendWithinTheHour() {
        UUID parent = scene.imported();
        scene.renewal().orElseThrow();
        scene.change("token_pair set first_sent_at = now() - interval '40 minutes'");
        scene.leaseEnds();

        record(scene.renewal().orElseThrow(), scene.pair(Optional.of(parent)));

        assertThat(scene.seconds("access_token_expires_at - now()")).isBetween(1190L, 1200L);
        assertThat(scene.seconds("refresh_token_expires_at - now()")).isLessThanOrEqualTo(90 * 86_400 - 2400);
    }

    @Test
    void rule27ASendOfMoreThanAnHourAgoDoesNotCount() {
        UUID parent = scene.imported();
        scene.renewal().orElseThrow();
        scene.change("token_pair set first_sent_at = now() - interval '61 minutes'");
        scene.leaseEnds();

        record(scene.renewal().orElseThrow(), scene.pair(Optional.of(parent)));

        assertThat(scene.seconds("access_token_expires_at - now()")).isBetween(3590L, 3600L);
    }

    @Test
    void rule27WhatWasCertainlyNotSentDoesNotCount() {
        UUID parent = scene.renewed(scene.imported());
        LeasedInstallation throttled = scene.renewal().orElseThrow();

        settle(
                throttled,
                Settlement.failed(MINUTE, FailureCause.SHOPIFY_THROTTLED, Actor.of("sweep"))
                        .without(parent));

        assertThat(scene.ledger("max(sends) filter (where pair_id = '" + parent + "')"))
                .isEqualTo("0");
        assertThat(scene.ledger("count(first_sent_at) filter (where pair_id = '" + parent + "')"))
                .isEqualTo("0");
        scene.backOffEnds();
        assertThat(scene.renewal().orElseThrow().firstCandidate().orElseThrow().resent())
                .isFalse();
    }

    /** Whoever had it before may have used it: what it brings is to be confirmed. */
    @Test
    void rule26AnImportedPairCountsAsShownBefore() {
        scene.imported();

        assertThat(scene.renewal().orElseThrow().firstCandidate().orElseThrow().resent())
                .isTrue();
    }

    @Test
    void rule28AfterATimeOutNothingIsClaimedUntilTheLeaseHasEnded() {
        scene.imported();
        LeasedInstallation lease = scene.renewal().orElseThrow();

        settle(
                lease,
                Settlement.failed(Duration.ofSeconds(1), FailureCause.SHOPIFY_TIMEOUT, Actor.of("sweep"))
                        .keepingLease());

        assertThat(scene.of("not_before >= lease_until and next_due_at >= lease_until"))
                .isEqualTo("t");
        assertThat(scene.renewal()).isEmpty();
        assertThat(scene.canary()).as("not even on behalf of the app").isEmpty();
        scene.leaseEnds();
        scene.backOffEnds();
        assertThat(scene.renewal()).isPresent();
    }

    @Test
    void aReportedTokenIsRenewedOnceAMinute() {
        UUID first = scene.imported();
        record(scene.forced().orElseThrow(), scene.pair(Optional.of(first)));
        scene.settled();

        assertThat(scene.forced()).isEmpty();
        assertThat(scene.renewal()).as("an ordinary renewal may go on").isPresent();
        scene.leaseEnds();
        scene.change("installation set last_forced_at = now() - interval '61 seconds'");
        assertThat(scene.forced()).isPresent();
    }

    /** One walk in which every token was refused. */
    private Installation walkedInVain(UUID only, boolean appIsFine) {
        scene.backOffEnds();
        LeasedInstallation lease = scene.renewal().orElseThrow();
        assertThat(afterRefusal(lease, only)).isInstanceOf(Step.Exhausted.class);
        return settle(lease, refused(appIsFine)).orElseThrow();
    }

    private static Settlement refused(boolean appIsFine) {
        return Settlement.failed(MINUTE, FailureCause.REFRESH_TOKEN_REFUSED, Actor.of("sweep"))
                .suspecting(Suspicion.deadRefreshToken(appIsFine));
    }

    private static Step afterRefusal(LeasedInstallation lease, UUID refused) {
        return lease.afterRefusalOf(refused).await().indefinitely();
    }
}
