package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeGrantTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void aCodeInstallsTheAppAndGivesAnExpiringPair() {
        SimulatedShop fresh = lab.sim.shop("fresh.myshopify.com");
        String code = fresh.issueCode(lab.app, "read_orders");

        TokenAnswer answer = lab.tokenAt(fresh, "code", code, "expiring", "1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("scope")).isEqualTo("read_orders");
        assertThat(answer.json().getLong("expires_in")).isEqualTo(3600);
        assertThat(fresh.isInstalled(lab.app)).isTrue();
        assertThat(fresh.isAcceptable(answer.refreshToken())).isTrue();
        assertThat(fresh.isAccepted(answer.accessToken())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1\""})
    void expiringMayBeANumberOrAText(String expiring) {
        String body = "{\"client_id\":\"sim-client\",\"client_secret\":\"sim-secret-one\",\"code\":\""
                + lab.shop.issueCode(lab.app, "read_orders") + "\",\"expiring\":" + expiring + "}";

        TokenAnswer answer = lab.send(lab.request(lab.shop, lab.credentials())
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());

        assertThat(answer.refreshToken()).startsWith("shprt_sim");
    }

    @Test
    void withoutExpiringTheTokenNeverExpiresAndTheAnswerSaysNothingOfIt() {
        TokenAnswer absent = lab.token("code", lab.shop.issueCode(lab.app, "read_orders"));
        TokenAnswer zero = lab.token("code", lab.shop.issueCode(lab.app, "read_orders"), "expiring", "0");

        assertThat(absent.json().fieldNames()).containsExactly("access_token", "scope");
        assertThat(zero.json().fieldNames()).containsExactly("access_token", "scope");
        lab.clock.advance(Duration.ofDays(20));
        assertThat(lab.shop.isAccepted(zero.accessToken())).isTrue();
    }

    @Test
    void aCodeIsUsedOnce() {
        String code = lab.shop.issueCode(lab.app, "read_orders");
        lab.token("code", code, "expiring", "1");

        TokenAnswer again = lab.token("code", code, "expiring", "1");

        assertThat(again.refusal()).isEqualTo("400 invalid_request");
        assertThat(again.json().getString("error_description"))
                .isEqualTo("The authorization code was not found or was already used");
    }

    @Test
    void aCodeLivesTenMinutes() {
        String code = lab.shop.issueCode(lab.app, "read_orders");

        lab.clock.advance(Duration.ofMinutes(10));

        assertThat(lab.token("code", code).refusal()).isEqualTo("400 invalid_request");
    }

    @Test
    void aCodeIsForOneAppOnOneShop() {
        SimulatedApp otherApp = lab.sim.app("sim-other", SimulatorLab.SECRET);
        SimulatedShop otherShop = lab.sim.shop("other.myshopify.com");
        String code = lab.shop.issueCode(lab.app, "read_orders");

        assertThat(lab.token("code", code, "client_id", otherApp.clientId()).refusal())
                .isEqualTo("400 invalid_request");
        assertThat(lab.tokenAt(otherShop, "code", code).refusal()).isEqualTo("400 invalid_request");
        assertThat(lab.token("code", code).status()).isEqualTo(200);
    }
}
