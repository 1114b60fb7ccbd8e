package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClientCredentialsGrantTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void aTokenLivesADayLessASecondAndHasNoRefreshToken() {
        lab.app.sameOrganisation(true);

        TokenAnswer answer = lab.token("grant_type", "client_credentials");

        assertThat(answer.json().fieldNames()).containsExactly("access_token", "scope", "expires_in");
        assertThat(answer.json().getLong("expires_in")).isEqualTo(86_399);
    }

    @Test
    void aSecondTokenLeavesTheFirstAlive() {
        lab.app.sameOrganisation(true);
        String first = lab.token("grant_type", "client_credentials").accessToken();
        String second = lab.token("grant_type", "client_credentials").accessToken();

        assertThat(lab.shop.isAccepted(first)).isTrue();
        assertThat(lab.shop.isAccepted(second)).isTrue();
    }

    @Test
    void aShopOfAnotherOrganisationIsNotPermitted() {
        assertThat(lab.token("grant_type", "client_credentials").refusal()).isEqualTo("400 shop_not_permitted");
    }

    @Test
    void theAppMustBeInstalled() {
        lab.app.sameOrganisation(true);
        lab.shop.uninstall(lab.app);

        assertThat(lab.token("grant_type", "client_credentials").refusal()).isEqualTo("400 app_not_installed");
    }
}
