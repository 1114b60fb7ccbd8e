package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IdTokenGrantTest {
    private static final String OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
    private static final String ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void anIdTokenGivesAnExpiringPair() {
        TokenAnswer answer = exchange(lab.shop.idToken(lab.app).sign(), OFFLINE, "expiring", "1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(lab.shop.isAcceptable(answer.refreshToken())).isTrue();
        assertThat(answer.json().getLong("refresh_token_expires_in")).isEqualTo(7_776_000);
    }

    @Test
    void anOnlineTokenNamesItsUserAndHasNoRefreshToken() {
        String offline = lab.shop.issueExpiring(lab.app).refreshToken();

        TokenAnswer answer = exchange(lab.shop.idToken(lab.app).sign(), ONLINE);

        assertThat(answer.json().getLong("expires_in")).isEqualTo(86_399);
        assertThat(answer.json().getJsonObject("associated_user").containsKey("email"))
                .isTrue();
        assertThat(answer.json().containsKey("refresh_token")).isFalse();
        assertThat(lab.shop.isAcceptable(offline)).isTrue();
    }

    @Test
    void everySecretThatIsNotRevokedMaySign() {
        lab.app.addSecret("sim-secret-two");
        String old = lab.shop.idToken(lab.app).signedWith(SimulatorLab.SECRET).sign();
        assertThat(exchange(old, OFFLINE).status()).isEqualTo(200);

        lab.app.revokeSecret(SimulatorLab.SECRET);

        TokenAnswer answer = lab.token(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                old,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:id_token",
                "requested_token_type",
                OFFLINE,
                "client_secret",
                "sim-secret-two");
        assertThat(answer.refusal()).isEqualTo("400 invalid_subject_token");
    }

    @Test
    void aFalseIdTokenIsAnInvalidSubjectToken() {
        long now = lab.clock.instant().getEpochSecond();
        String good = lab.shop.idToken(lab.app).sign();

        Stream<String> wrong = Stream.of(
                lab.shop.idToken(lab.app).signedWith("sim-forger").sign(),
                lab.shop.idToken(lab.app).header("alg", "none").sign(),
                lab.shop.idToken(lab.app).claim("aud", "somebody-else").sign(),
                lab.shop.idToken(lab.app).claim("exp", now).sign(),
                lab.shop.idToken(lab.app).claim("nbf", now + 1).sign(),
                lab.shop
                        .idToken(lab.app)
                        .claim("dest", "https://other.myshopify.com")
                        .sign(),
                lab.shop
                        .idToken(lab.app)
                        .claim("iss", "https://other.myshopify.com/admin")
                        .sign(),
                good.substring(0, good.lastIndexOf('.') + 1),
                "not a token");

        assertThat(wrong.map(token -> exchange(token, OFFLINE, "expiring", "1").refusal()))
                .containsOnly("400 invalid_subject_token");
    }

    @Test
    void anIdTokenLivesOneMinute() {
        String token = lab.shop.idToken(lab.app).sign();
        lab.clock.advance(Duration.ofSeconds(59));
        assertThat(exchange(token, OFFLINE).status()).isEqualTo(200);

        lab.clock.advance(Duration.ofSeconds(1));

        assertThat(exchange(token, OFFLINE).refusal()).isEqualTo("400 invalid_subject_token");
    }

    @Test
    void theShopOfTheRequestIsTheShopOfTheToken() {
        SimulatedShop other = lab.sim.shop("other.myshopify.com").install(lab.app, "");
        String token = other.idToken(lab.app).sign();

        assertThat(exchange(token, OFFLINE).refusal()).isEqualTo("400 invalid_subject_token");
    }

    private TokenAnswer exchange(String subject, String requestedType, String... more) {
        String[] all = Stream.concat(
                        Stream.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:token-exchange",
                                "subject_token",
                                subject,
                                "subject_token_type",
                                "urn:ietf:params:oauth:token-type:id_token",
                                "requested_token_type",
                                requestedType),
                        Stream.of(more))
                .toArray(String[]::new);
        return lab.token(all);
    }
}
