package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    private String refreshToken;

    @BeforeEach
    void givenAPair() {
        refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 401, 403})
    void aFaultBeforeProcessingAnswersHtmlAndChangesNothing(int status) {
        lab.shop.faults().next(Fault.status(status));

        TokenAnswer answer = lab.refresh(refreshToken);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(lab.sim.calls().rotations(lab.shop.domain())).isZero();
    }

    @Test
    void a520AfterTheCommitHasRotatedAndLosesTheAnswer() {
        lab.shop.faults().next(Fault.status520().afterCommit());

        TokenAnswer answer = lab.refresh(refreshToken);

        assertThat(answer.status()).isEqualTo(520);
        assertThat(answer.text()).isEqualTo("error code: 520");
        assertThat(lab.sim.calls().rotations(lab.shop.domain())).isEqualTo(1);
        assertThat(lab.refresh(refreshToken).status()).isEqualTo(200);
    }

    @Test
    void aResetClosesTheConnectionWithoutAnAnswer() {
        lab.shop.faults().next(Fault.reset(), Fault.reset().afterCommit());

        assertThatThrownBy(() -> lab.refresh(refreshToken))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(lab.sim.calls().rotations(lab.shop.domain())).isZero();

        assertThatThrownBy(() -> lab.refresh(refreshToken)).hasCauseInstanceOf(IOException.class);
        assertThat(lab.sim.calls().rotations(lab.shop.domain())).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2.5", "Mon, 23 Nov 2026 10:00:30 GMT"})
    void tooManyRequestsCarriesRetryAfterAsItIsWritten(String retryAfter) {
        lab.shop.faults().next(Fault.tooManyRequests(retryAfter), Fault.tooManyRequests());

        TokenAnswer with = lab.refresh(refreshToken);
        TokenAnswer without = lab.refresh(refreshToken);

        assertThat(with.status()).isEqualTo(429);
        assertThat(with.header("Retry-After")).isEqualTo(retryAfter);
        assertThat(without.status()).isEqualTo(429);
        assertThat(without.response().headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void aHeldCallIsProcessedEvenIfItsClientHasLeft() {
        Hold hold = new Hold();
        lab.shop.faults().next(Fault.hold(hold));
        CompletableFuture<TokenAnswer> abandoned = lab.refreshAsync(refreshToken);
        hold.awaitArrivals(1, SimulatorLab.PATIENCE);
        abandoned.cancel(true);
        assertThat(lab.sim.calls().rotations(lab.shop.domain())).isZero();

        hold.release();

        Awaitility.await().until(() -> lab.sim.calls().rotations(lab.shop.domain()) == 1);
        assertThat(lab.refresh(refreshToken).status()).isEqualTo(200);
    }

    @Test
    void aHangIsNeverAnsweredWhetherItRotatedOrNot() {
        lab.shop.faults().next(Fault.hang(), Fault.hang().afterCommit());

        assertThatThrownBy(() -> impatient(refreshToken)).hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(lab.sim.calls().rotations(lab.shop.domain())).isZero();

        assertThatThrownBy(() -> impatient(refreshToken)).hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(lab.sim.calls().rotations(lab.shop.domain())).isEqualTo(1);
    }

    private TokenAnswer impatient(String token) {
        return lab.send(lab.request(lab.shop, lab.credentials("grant_type", "refresh_token", "refresh_token", token))
                .timeout(Duration.ofMillis(300))
                .build());
    }

    @Test
    void aTruncatedBodyEndsInTheMiddle() {
        lab.shop.faults().next(Fault.truncated());

        assertThatThrownBy(() -> lab.refresh(refreshToken)).hasCauseInstanceOf(IOException.class);

        assertThat(lab.sim.calls().rotations(lab.shop.domain())).isEqualTo(1);
    }

    @Test
    void aSlowBodyArrivesWholeInTheEnd() {
        lab.shop.faults().next(Fault.slowDrip(Duration.ofMillis(1)));

        assertThat(lab.refresh(refreshToken).refreshToken()).startsWith("shprt_sim");
        assertThat(lab.sim.calls().inFlight(lab.shop.domain())).isZero();
    }

    @Test
    void aPageWithStatus200HidesTheTokens() {
        lab.shop.faults().next(Fault.htmlWithStatus200());

        TokenAnswer answer = lab.refresh(refreshToken);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.text()).doesNotContain("_sim");
    }

    @Test
    void fieldsCanBeMissingZeroTextOrNull() {
        lab.shop
                .faults()
                .next(
                        Fault.without("expires_in"),
                        Fault.without("refresh_token"),
                        Fault.with("expires_in", 0),
                        Fault.with("expires_in", "3600"),
                        Fault.with("refresh_token_expires_in", null).then(Fault.with("expires_in", -1)));

        assertThat(lab.refresh(refreshToken).json().containsKey("expires_in")).isFalse();
        assertThat(lab.refresh(refreshToken).json().containsKey("refresh_token"))
                .isFalse();
        assertThat(lab.refresh(refreshToken).json().getValue("expires_in")).isEqualTo(0);
        assertThat(lab.refresh(refreshToken).json().getValue("expires_in")).isEqualTo("3600");
        TokenAnswer both = lab.refresh(refreshToken);
        assertThat(both.json().containsKey("refresh_token_expires_in")).isTrue();
        assertThat(both.json().getValue("refresh_token_expires_in")).isNull();
        assertThat(both.json().getValue("expires_in")).isEqualTo(-1);
    }

    @Test
    void aRedirectPointsToAnotherHost() {
        lab.shop.faults().next(Fault.redirect("https://elsewhere.example/"));

        TokenAnswer answer = lab.refresh(refreshToken);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("https://elsewhere.example/");
    }

    @Test
    void bodiesCanBeTooLargePlainOrPacked() throws IOException {
        lab.shop.faults().next(Fault.oversized(1_000_000), Fault.gzipBomb(5_000_000));

        assertThat(lab.refresh(refreshToken).response().body()).hasSizeGreaterThan(1_000_000);

        TokenAnswer packed = lab.refresh(refreshToken);
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.response().body()).hasSizeLessThan(10_000);
        try (GZIPInputStream unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.response().body()))) {
            assertThat(unpacked.readAllBytes()).hasSizeGreaterThan(5_000_000);
        }
    }

    @Test
    void aDeadTokenAnswerCanBeALie() {
        lab.shop.faults().next(Fault.deadToken());

        assertThat(lab.refresh(refreshToken).refusal()).isEqualTo("401 invalid_request");
        assertThat(lab.shop.isAcceptable(refreshToken)).isTrue();
    }

    @Test
    void aFaultStandsUntilItIsRemovedAndQueuedOnesComeFirst() {
        lab.shop.faults().always(Fault.status(503)).next(2, Fault.status520());

        assertThat(lab.refresh(refreshToken).status()).isEqualTo(520);
        assertThat(lab.refresh(refreshToken).status()).isEqualTo(520);
        assertThat(lab.refresh(refreshToken).status()).isEqualTo(503);
        assertThat(lab.refresh(refreshToken).status()).isEqualTo(503);
        lab.shop.faults().clear();
        assertThat(lab.refresh(refreshToken).status()).isEqualTo(200);
    }

    @Test
    void shopifyAsAWholeCanBeDown() {
        lab.sim.faults().always(Fault.status(500));
        assertThat(lab.refresh(refreshToken).status()).isEqualTo(500);

        lab.sim.faults().clear();
        assertThat(lab.refresh(refreshToken).status()).isEqualTo(200);
    }
}
