package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClientSecretTest {
    private static final String SECOND = "sim-secret-two";

    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void eitherOfTwoSecretsAuthenticatesUntilItIsRevoked() {
        String refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();
        lab.app.addSecret(SECOND);

        TokenAnswer byNew = refreshWith(SECOND, refreshToken);
        TokenAnswer byOld = refreshWith(SimulatorLab.SECRET, byNew.refreshToken());
        assertThat(byNew.status()).isEqualTo(200);
        assertThat(byOld.status()).isEqualTo(200);

        lab.app.revokeSecret(SimulatorLab.SECRET);
        assertThat(refreshWith(SimulatorLab.SECRET, byOld.refreshToken()).refusal())
                .isEqualTo("403 invalid_client");
    }

    @Test
    void revokingASecretKillsTheTokensPinnedToItAtOnce() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);
        lab.app.addSecret(SECOND);

        lab.app.revokeSecret(SimulatorLab.SECRET);

        assertThat(lab.probe(pair.accessToken()).status()).isEqualTo(401);
        assertThat(refreshWith(SECOND, pair.refreshToken()).refusal()).isEqualTo("401 invalid_request");
    }

    @Test
    void aRefreshWithTheNewSecretPinsThePairToIt() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);
        lab.app.addSecret(SECOND);
        TokenAnswer repinned = refreshWith(SECOND, pair.refreshToken());

        lab.app.revokeSecret(SimulatorLab.SECRET);

        assertThat(lab.shop.isAccepted(pair.accessToken())).isFalse();
        assertThat(lab.shop.isAccepted(repinned.accessToken())).isTrue();
        assertThat(lab.shop.isAcceptable(repinned.refreshToken())).isTrue();
    }

    private TokenAnswer refreshWith(String secret, String refreshToken) {
        return lab.token("grant_type", "refresh_token", "refresh_token", refreshToken, "client_secret", secret);
    }
}
