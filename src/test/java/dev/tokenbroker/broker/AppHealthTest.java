package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.broker.AppHealth.News;
import dev.tokenbroker.token.MovableTicker;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** renewal.md rule 15. */
class AppHealthTest {
    private static final long MANY = 1000;

    private final MovableTicker ticker = new MovableTicker();
    private final AppHealth health = new AppHealth(ticker);
    private final UUID one = UUID.randomUUID();
    private final UUID two = UUID.randomUUID();
    private final UUID three = UUID.randomUUID();

    @Test
    void threeInstallationsRefusedWithinAMinuteOpenTheBreakerOnce() {
        assertThat(health.appRefused(one, MANY)).isFalse();
        assertThat(health.appRefused(two, MANY)).isFalse();
        assertThat(health.open()).isFalse();
        assertThat(health.appRefused(three, MANY)).isTrue();
        assertThat(health.open()).isTrue();
        assertThat(health.appRefused(UUID.randomUUID(), MANY)).isFalse();
    }

    @Test
    void oneOddShopOpensNothingHoweverOftenItIsRefused() {
        for (int refusal = 0; refusal < 10; refusal++) {
            assertThat(health.appRefused(one, MANY)).isFalse();
            assertThat(health.walkFailed(one, MANY)).isFalse();
        }
        assertThat(health.open()).isFalse();
    }

    @Test
    void failedWalksCountToo() {
        assertThat(health.walkFailed(one, MANY)).isFalse();
        assertThat(health.appRefused(two, MANY)).isFalse();
        assertThat(health.walkFailed(three, MANY)).isTrue();
    }

    @Test
    void allInstallationsAreEnoughWhereTheyAreFewer() {
        assertThat(health.appRefused(one, 1)).isTrue();
    }

    @Test
    void aCountThatIsOlderThanWhatIsKnownIsNotBelieved() {
        health.succeeded(two);

        assertThat(health.appRefused(one, 1)).isFalse();
        assertThat(new AppHealth(() -> 0).appRefused(one, 0)).isFalse();
    }

    @Test
    void bothOfTwoInstallationsAreEnough() {
        assertThat(health.appRefused(one, 2)).isFalse();
        assertThat(health.appRefused(two, 2)).isTrue();
    }

    /** Its refresh token may simply be dead, and then it is to be marked. */
    @Test
    void aFailedWalkOfTheOnlyInstallationDoesNotAccuseTheApp() {
        assertThat(health.walkFailed(one, 1)).isFalse();
        assertThat(health.open()).isFalse();
    }

    @Test
    void failedWalksOfBothOfTwoInstallationsAccuseTheApp() {
        assertThat(health.walkFailed(one, 2)).isFalse();
        assertThat(health.walkFailed(two, 2)).isTrue();
    }

    @Test
    void refusalsFurtherApartThanAMinuteDoNotAddUp() {
        health.appRefused(one, MANY);
        ticker.advance(Duration.ofSeconds(61));
        health.appRefused(two, MANY);

        assertThat(health.appRefused(three, MANY)).isFalse();
    }

    @Test
    void refusalsWithinAMinuteAddUp() {
        health.appRefused(one, MANY);
        ticker.advance(Duration.ofSeconds(30));
        health.appRefused(two, MANY);
        ticker.advance(Duration.ofSeconds(30));

        assertThat(health.appRefused(three, MANY)).isTrue();
    }

    @Test
    void anAcceptanceBetweenBeginsTheCountAnew() {
        health.appRefused(one, MANY);
        health.appRefused(two, MANY);

        assertThat(health.succeeded(one)).isFalse();

        assertThat(health.appRefused(three, MANY)).isFalse();
        assertThat(health.open()).isFalse();
    }

    @Test
    void anyAcceptanceClosesTheBreakerAndSaysSoOnce() {
        open();

        assertThat(health.succeeded(one)).isTrue();
        assertThat(health.open()).isFalse();
        assertThat(health.succeeded(one)).isFalse();
    }

    @Test
    void whatTheFleetKnowsIsFollowed() {
        assertThat(health.follow(true)).isFalse();
        assertThat(health.open()).isTrue();

        assertThat(health.follow(false)).isTrue();
        assertThat(health.open()).isFalse();
    }

    @Test
    void whatTheFleetWasNotToldOfYetIsNotTakenBack() {
        open();

        assertThat(health.follow(false)).isFalse();
        assertThat(health.open()).isTrue();

        health.told(News.OPENED);
        assertThat(health.follow(false)).isTrue();
    }

    /** The fleet is told of the closing, although it was told of the opening only now. */
    @Test
    void newerNewsAreNotTakenForTold() {
        open();
        health.succeeded(one);

        health.told(News.OPENED);

        assertThat(health.untold()).hasValue(News.CLOSED);
    }

    @Test
    void whoeverWasHeldBackIsFreedAtTheStartAndAfterEachClosing() {
        assertThat(health.mayHoldBack()).as("by whoever was here before").isTrue();
        health.heldBackNoLonger();
        open();
        assertThat(health.mayHoldBack()).as("while it is open").isFalse();

        health.succeeded(one);

        assertThat(health.mayHoldBack()).isTrue();
        health.heldBackNoLonger();
        assertThat(health.mayHoldBack()).isFalse();
    }

    /** renewal.md rule 11: a revoked secret looks like a dead token. */
    @Test
    void aDoubtIsAnsweredByAskingForAnotherInstallationOnce() {
        assertThat(health.takeDoubt()).isFalse();

        health.doubt();

        assertThat(health.takeDoubt()).isTrue();
        assertThat(health.takeDoubt()).isFalse();
    }

    private void open() {
        health.appRefused(one, MANY);
        health.appRefused(two, MANY);
        health.appRefused(three, MANY);
    }
}
