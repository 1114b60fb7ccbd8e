package dev.tokenbroker.postgres;

import static dev.tokenbroker.postgres.Scene.record;
import static dev.tokenbroker.postgres.Scene.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.Delivery;
import dev.tokenbroker.installation.Delivery.Topic;
import dev.tokenbroker.installation.Departure;
import dev.tokenbroker.installation.Departures;
import dev.tokenbroker.installation.Departures.Redaction;
import dev.tokenbroker.installation.Departures.Report;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.LeasedInstallation.Recorded;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.installation.Settlement.Suspicion;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule 12 of the renewal against a real PostgreSQL: what stops serving, and what alone erases. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class DepartureRulesTest {
    private static final AtomicLong SHOP_IDS = new AtomicLong(9_000_000_000L);
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Inject
    InstallationStore store;

    @Inject
    Departures departures;

    DevelopmentWorld world;
    Scene scene;
    ShopId shopId;
    UUID pair;

    /** Acquired an hour ago; the broker beside asks nobody about it, since it is not due to be confirmed. */
    @BeforeEach
    void acquire() {
        scene = new Scene(store, world);
        shopId = new ShopId(SHOP_IDS.incrementAndGet());
        pair = scene.imported();
        scene.change("installation set shop_id = " + shopId.value() + ", acquired_at = now() - interval '1 hour'");
    }

    private Report report(Optional<ShopId> id, Duration ago) {
        Report report = departures.report(delivery(id, ago)).await().indefinitely();
        scene.change("installation set uninstall_check_at = now() + interval '1 day'");
        return report;
    }

    private Delivery delivery(Optional<ShopId> id, Duration ago) {
        return new Delivery(
                scene.key.app(),
                UUID.randomUUID().toString(),
                Topic.APP_UNINSTALLED,
                id,
                Optional.of(scene.key.shop()),
                Optional.of(Instant.now().minus(ago)),
                Optional.empty());
    }

    private Report reportedNow() {
        return report(Optional.of(shopId), Duration.ZERO);
    }

    private Departure claim() {
        return claimed().orElseThrow();
    }

    private Optional<Departure> claimed() {
        return departures.claim(scene.row(), "sim", LEASE).await().indefinitely();
    }

    private boolean confirm(Departure departure) {
        return departure.confirm().await().indefinitely();
    }

    @Test
    void aReportThatIsYoungerThanTheGrantStopsServingAndErasesNothing() {
        assertThat(reportedNow()).isEqualTo(Report.NOTED);

        assertThat(scene.row().state()).isEqualTo(InstallationState.UNINSTALLED);
        assertThat(scene.of("state")).as("the row's own").isEqualTo("active");
        assertThat(scene.ledger("count(*)")).isEqualTo("1");
        assertThat(scene.events("uninstall-reported")).isEqualTo(1);
    }

    @Test
    void aReportThatIsOlderThanTheGrantIsAskedAboutWhileServingGoesOn() {
        assertThat(report(Optional.of(shopId), Duration.ofMinutes(62))).isEqualTo(Report.NOTED);

        assertThat(scene.row().state()).isEqualTo(InstallationState.ACTIVE);
        assertThat(scene.of("uninstall_reported_at is not null")).isEqualTo("t");
    }

    @Test
    void aReportThatIsMuchOlderThanTheGrantIsNoMoreThanNoted() {
        assertThat(report(Optional.of(shopId), Duration.ofMinutes(66))).isEqualTo(Report.LATE);

        assertThat(scene.of("uninstall_reported_at is null")).isEqualTo("t");
    }

    @Test
    void aDomainAloneStopsNothing() {
        scene.change("installation set shop_id = null");

        assertThat(reportedNow()).isEqualTo(Report.NOTED);

        assertThat(scene.row().state()).isEqualTo(InstallationState.ACTIVE);
    }

    @Test
    void anotherShopsNumberUnderThisDomainIsAnotherShop() {
        assertThat(report(Optional.of(new ShopId(SHOP_IDS.incrementAndGet())), Duration.ZERO))
                .isEqualTo(Report.UNKNOWN_SHOP);
    }

    @Test
    void aConfirmationErasesTokensAndKeyAndTheStateStays() {
        reportedNow();
        Departure departure = claim();

        assertThat(confirm(departure)).isTrue();

        assertThat(scene.ledger("count(*)")).isEqualTo("0");
        assertThat(scene.of("wrapped_data_key is null")).isEqualTo("t");
        assertThat(store.look(scene.key).await().indefinitely().departed()).isPresent();
        assertThat(scene.events("uninstalled")).isEqualTo(1);
    }

    @Test
    void whoeverWasOvertakenErasesNothing() {
        reportedNow();
        Departure overtaken = claim();
        scene.leaseEnds();
        claim();

        assertThat(confirm(overtaken)).isFalse();
        assertThat(scene.ledger("count(*)")).isEqualTo("1");
    }

    @Test
    void noRenewalRunsBesideAConfirmation() {
        reportedNow();
        claim();

        assertThat(scene.renewal()).isEmpty();
        assertThat(claimed()).isEmpty();
    }

    @Test
    void aRefutedReportLeavesEverythingAsItWas() {
        reportedNow();

        claim().refute(Optional.empty()).await().indefinitely();

        assertThat(scene.row().state()).isEqualTo(InstallationState.ACTIVE);
        assertThat(scene.renewal()).isPresent();
        assertThat(claimed()).isEmpty();
    }

    @Test
    void aRenewalThatBeganAfterTheReportRefutesItAndOneThatBeganBeforeDoesNot() {
        LeasedInstallation before = scene.renewal().orElseThrow();
        reportedNow();
        ReceivedPair renewed = scene.pair(Optional.of(pair));
        assertThat(record(before, renewed)).isInstanceOf(Recorded.Current.class);
        assertThat(scene.row().state()).isEqualTo(InstallationState.UNINSTALLED);
        scene.settled();

        record(scene.renewal().orElseThrow(), scene.pair(Optional.of(renewed.pairId())));

        assertThat(scene.row().state()).isEqualTo(InstallationState.ACTIVE);
    }

    @Test
    void aGrantThatWasAskedForBeforeTheReportIsServedWhileShopifyIsAsked() {
        LeasedInstallation acquiring = scene.acquisition().orElseThrow();
        reportedNow();

        record(acquiring, scene.pair(Optional.empty()));

        assertThat(scene.row().state()).isEqualTo(InstallationState.ACTIVE);
        assertThat(scene.of("uninstall_reported_at is not null")).isEqualTo("t");
    }

    @Test
    void aPairThatNobodyTriedIsTriedBeforeAnythingIsErased() {
        LeasedInstallation overtaken = scene.renewal().orElseThrow();
        scene.leaseEnds();
        reportedNow();
        Departure deciding = claim();
        record(overtaken, scene.pair(Optional.of(pair)));

        assertThat(confirm(deciding)).as("it came while it was decided").isFalse();
        scene.leaseEnds();

        assertThat(claim().untried()).isTrue();
    }

    @Test
    void aRefusedRenewalIsEvidenceAgainstWhatIsBelievedAlone() {
        reportedNow();
        Installation refused = settle(
                        scene.renewal().orElseThrow(),
                        Settlement.failed(LEASE, FailureCause.REFRESH_TOKEN_REFUSED, Actor.of("sweep"))
                                .suspecting(Suspicion.deadRefreshToken(true)))
                .orElseThrow();
        assertThat(refused.state()).isEqualTo(InstallationState.UNINSTALLED);
        assertThat(claim().renewalRefused()).isTrue();
        scene.leaseEnds();

        scene.change("installation set uninstall_believed = false");

        assertThat(claim().renewalRefused()).isFalse();
    }

    @Test
    void aRequestToRedactSparesWhatWasAcquiredSinceAndWhatIsKnownByItsDomainAlone() {
        assertThat(redact(Duration.ofMinutes(61))).isEqualTo(Redaction.LATE);
        scene.change("installation set shop_id = null");
        assertThat(redact(Duration.ZERO)).isEqualTo(Redaction.UNPROVEN);
        assertThat(scene.ledger("count(*)")).isEqualTo("1");

        scene.change("installation set shop_id = " + shopId.value());

        assertThat(redact(Duration.ZERO)).isEqualTo(Redaction.ERASED);
        assertThat(scene.ledger("count(*)")).isEqualTo("0");
    }

    private Redaction redact(Duration ago) {
        return departures.redact(delivery(Optional.of(shopId), ago)).await().indefinitely();
    }
}
