package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TokenCallsTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    private final String domain = "acme.myshopify.com";

    @Test
    void twoHeldCallsOverlapAndAreReleasedInTheOrderOfTheirArrival() {
        lab.shop.graceMode(GraceMode.NEW_PAIR);
        String refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();
        Hold hold = new Hold();
        lab.shop.faults().always(Fault.hold(hold));
        CompletableFuture<TokenAnswer> first = lab.refreshAsync(refreshToken);
        hold.awaitArrivals(1, SimulatorLab.PATIENCE);
        CompletableFuture<TokenAnswer> second = lab.refreshAsync(refreshToken);
        hold.awaitArrivals(2, SimulatorLab.PATIENCE);

        hold.releaseOne();
        TokenAnswer early = SimulatorLab.join(first);
        assertThat(second).isNotDone();
        hold.releaseOne();
        TokenAnswer late = SimulatorLab.join(second);

        assertThat(lab.sim.calls().maxConcurrent(domain)).isEqualTo(2);
        assertThat(lab.shop.isAcceptable(early.refreshToken())).isFalse();
        assertThat(lab.shop.isAcceptable(late.refreshToken())).isTrue();
    }

    @Test
    void aDelayMakesCallsOverlap() {
        String refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();
        lab.shop.faults().always(Fault.delay(Duration.ofMillis(200)));

        CompletableFuture<TokenAnswer> one = lab.refreshAsync(refreshToken);
        CompletableFuture<TokenAnswer> other = lab.refreshAsync(refreshToken);
        SimulatorLab.join(CompletableFuture.allOf(one, other));

        assertThat(lab.sim.calls().maxConcurrent(domain)).isEqualTo(2);
    }

    @Test
    void callsOneAfterTheOtherNeverCountAsConcurrent() {
        String refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();
        for (int i = 0; i < 20; i++) {
            refreshToken = lab.refresh(refreshToken).refreshToken();
        }

        assertThat(lab.sim.calls().maxConcurrent(domain)).isEqualTo(1);
        assertThat(lab.sim.calls().rotations(domain)).isEqualTo(20);
    }

    @Test
    void callsAreCountedPerShopAndPerRefreshToken() {
        String refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();
        lab.sim.shop("other.myshopify.com").install(lab.app, "");
        lab.refresh(refreshToken);
        lab.refresh(refreshToken);
        lab.tokenAt(lab.sim.shop("other.myshopify.com"), "grant_type", "refresh_token", "refresh_token", "none");

        assertThat(lab.sim.calls().total()).isEqualTo(3);
        assertThat(lab.sim.calls().total(domain)).isEqualTo(2);
        assertThat(lab.sim.calls().withRefreshToken(refreshToken)).isEqualTo(2);
        assertThat(lab.sim.calls().rotations(domain)).isEqualTo(1);
    }

    @Test
    void theListTellsTimeGrantAndOutcome() {
        String refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();
        lab.shop.faults().next(Fault.NONE, Fault.reset().afterCommit());
        String next = lab.refresh(refreshToken).refreshToken();
        Assertions.catchThrowableOfType(CompletionException.class, () -> lab.refresh(next));
        lab.token("grant_type", "password");

        assertThat(lab.sim.calls().list(domain))
                .containsExactly(
                        new TokenCall(lab.clock.instant(), domain, "sim-client", "refresh_token", 200, true),
                        new TokenCall(lab.clock.instant(), domain, "sim-client", "refresh_token", 0, true),
                        new TokenCall(lab.clock.instant(), domain, "sim-client", "unknown", 400, false));
    }

    @Test
    void aClientThatLeavesIsInFlightNoMore() {
        String refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();
        Hold hold = new Hold();
        lab.shop.faults().next(Fault.hold(hold).then(Fault.hang()));
        CompletableFuture<TokenAnswer> call = lab.refreshAsync(refreshToken);
        hold.awaitArrivals(1, SimulatorLab.PATIENCE);
        assertThat(lab.sim.calls().inFlight(domain)).isEqualTo(1);

        call.cancel(true);

        Awaitility.await().until(() -> lab.sim.calls().inFlight(domain) == 0);
    }
}
