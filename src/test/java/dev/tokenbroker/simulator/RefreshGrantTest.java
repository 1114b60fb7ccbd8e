package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefreshGrantTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void aRefreshAnswersANewPairWithBothLifetimesAndTheCurrentScopes() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);
        lab.shop.install(lab.app, "read_products");

        TokenAnswer answer = lab.refresh(pair.refreshToken());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getLong("expires_in")).isEqualTo(3600);
        assertThat(answer.json().getLong("refresh_token_expires_in")).isEqualTo(7_776_000);
        assertThat(answer.json().getString("scope")).isEqualTo("read_products");
        assertThat(answer.accessToken()).startsWith("shpat_sim").isNotEqualTo(pair.accessToken());
        assertThat(answer.refreshToken()).startsWith("shprt_sim").isNotEqualTo(pair.refreshToken());
    }

    @Test
    void theOldAccessTokenLivesToItsOwnEnd() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);
        lab.clock.advance(Duration.ofMinutes(30));

        lab.refresh(pair.refreshToken());

        lab.clock.advance(Duration.ofMinutes(29));
        assertThat(lab.probe(pair.accessToken()).status()).isEqualTo(200);
        lab.clock.advance(Duration.ofMinutes(1));
        assertThat(lab.probe(pair.accessToken()).status()).isEqualTo(401);
    }

    @Test
    void aRefreshTokenWorksLongAfterItsAccessTokenExpiredAndUntilNinetyDays() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);

        lab.clock.advance(Duration.ofDays(90).minusSeconds(1));
        assertThat(lab.shop.isAcceptable(pair.refreshToken())).isTrue();

        lab.clock.advance(Duration.ofSeconds(1));
        assertThat(lab.refresh(pair.refreshToken()).refusal()).isEqualTo("401 invalid_request");
    }

    @Test
    void anUnknownRefreshTokenIsRefusedInShopifysWords() {
        TokenAnswer answer = lab.refresh("shprt_sim-unknown");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().getString("error")).isEqualTo("invalid_request");
        assertThat(answer.json().getString("error_description"))
                .isEqualTo("This request requires an active refresh_token");
    }

    @Test
    void aRefreshTokenOfAnotherShopIsRefused() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);
        SimulatedShop other = lab.sim.shop("other.myshopify.com").install(lab.app, "read_products");

        TokenAnswer answer = lab.tokenAt(other, "grant_type", "refresh_token", "refresh_token", pair.refreshToken());

        assertThat(answer.refusal()).isEqualTo("401 invalid_request");
        assertThat(lab.shop.isAcceptable(pair.refreshToken())).isTrue();
        assertThat(other.isAcceptable(pair.refreshToken())).isFalse();
    }

    @Test
    void aRefreshTokenOfAnotherAppIsRefused() {
        SimulatedApp other = lab.sim.app("sim-other", SimulatorLab.SECRET);
        IssuedPair pair = lab.shop.install(other, "read_products").issueExpiring(other);

        assertThat(lab.refresh(pair.refreshToken()).refusal()).isEqualTo("401 invalid_request");
    }

    @Test
    void aRefreshTakesExactlyFourParameters() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);

        TokenAnswer tooMany =
                lab.token("grant_type", "refresh_token", "refresh_token", pair.refreshToken(), "expiring", "1");
        TokenAnswer tooFew = lab.token("grant_type", "refresh_token");
        TokenAnswer theOldKind = lab.token("refresh_token", pair.refreshToken(), "access_token", pair.accessToken());

        assertThat(tooMany.refusal()).isEqualTo("400 invalid_request");
        assertThat(tooFew.refusal()).isEqualTo("400 invalid_request");
        assertThat(theOldKind.refusal()).isEqualTo("400 invalid_request");
        assertThat(lab.sim.calls().rotations(lab.shop.domain())).isZero();
    }

    @Test
    void lifetimesAreTheAppsToChoose() {
        lab.app.accessTokenLife(Duration.ofSeconds(60)).refreshTokenLife(Duration.ofSeconds(600));
        IssuedPair pair = lab.shop.issueExpiring(lab.app);

        TokenAnswer answer = lab.refresh(pair.refreshToken());

        assertThat(answer.json().getLong("expires_in")).isEqualTo(60);
        assertThat(answer.json().getLong("refresh_token_expires_in")).isEqualTo(600);
    }
}
