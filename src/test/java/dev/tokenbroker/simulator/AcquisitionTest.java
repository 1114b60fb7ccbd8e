package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AcquisitionTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void anAcquisitionRetiresEveryEarlierRefreshTokenAndLeavesAccessTokensAlone() {
        IssuedPair first = lab.shop.issueExpiring(lab.app);
        TokenAnswer second = lab.refresh(first.refreshToken());

        TokenAnswer acquired = acquire();

        assertThat(lab.shop.isAcceptable(first.refreshToken())).isFalse();
        assertThat(lab.shop.isAcceptable(second.refreshToken())).isFalse();
        assertThat(lab.shop.isAcceptable(acquired.refreshToken())).isTrue();
        assertThat(lab.shop.isAccepted(first.accessToken())).isTrue();
        assertThat(lab.shop.isAccepted(second.accessToken())).isTrue();
    }

    @Test
    void aRefreshAnswerOnItsWayDuringAnAcquisitionIsDeadOnArrival() {
        String refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();
        Hold hold = new Hold();
        lab.shop.faults().next(Fault.hold(hold).afterCommit());
        CompletableFuture<TokenAnswer> refresh = lab.refreshAsync(refreshToken);
        hold.awaitArrivals(1, SimulatorLab.PATIENCE);

        TokenAnswer acquired = acquire();
        hold.release();

        TokenAnswer late = SimulatorLab.join(refresh);
        assertThat(late.status()).isEqualTo(200);
        assertThat(lab.shop.isAcceptable(late.refreshToken())).isFalse();
        assertThat(lab.shop.isAcceptable(acquired.refreshToken())).isTrue();
    }

    @Test
    void aRefreshProcessedAfterAnAcquisitionIsRefused() {
        String refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();
        Hold hold = new Hold();
        lab.shop.faults().next(Fault.hold(hold));
        CompletableFuture<TokenAnswer> refresh = lab.refreshAsync(refreshToken);
        hold.awaitArrivals(1, SimulatorLab.PATIENCE);

        acquire();
        hold.release();

        assertThat(SimulatorLab.join(refresh).refusal()).isEqualTo("401 invalid_request");
    }

    @Test
    void anExpiringAcquisitionKillsTheLegacyToken() {
        String legacy = lab.shop.issueLegacy(lab.app);
        assertThat(lab.shop.isAccepted(legacy)).isTrue();

        acquire();

        assertThat(lab.probe(legacy).status()).isEqualTo(401);
    }

    private TokenAnswer acquire() {
        return lab.token("code", lab.shop.issueCode(lab.app, "read_products"), "expiring", "1");
    }
}
