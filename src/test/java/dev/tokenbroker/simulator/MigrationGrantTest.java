package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationGrantTest {
    private static final String OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";

    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void aLegacyTokenBecomesAPairAndIsDeadFromThen() {
        String legacy = lab.shop.issueLegacy(lab.app);

        TokenAnswer pair = migrate(legacy);

        assertThat(pair.status()).isEqualTo(200);
        assertThat(lab.shop.isAccepted(pair.accessToken())).isTrue();
        assertThat(lab.shop.isAcceptable(pair.refreshToken())).isTrue();
        assertThat(lab.probe(legacy).status()).isEqualTo(401);
    }

    @Test
    void aReplayGivesTheSamePairWithItsAccessTokenProlongedAndItsRefreshTokenNot() {
        String legacy = lab.shop.issueLegacy(lab.app);
        TokenAnswer pair = migrate(legacy);
        lab.clock.advance(Duration.ofDays(6));
        assertThat(lab.shop.isAccepted(pair.accessToken())).isFalse();

        TokenAnswer replay = migrate(legacy);

        assertThat(replay.accessToken()).isEqualTo(pair.accessToken());
        assertThat(replay.refreshToken()).isEqualTo(pair.refreshToken());
        assertThat(replay.json().getLong("expires_in")).isEqualTo(3600);
        assertThat(replay.json().getLong("refresh_token_expires_in"))
                .isEqualTo(Duration.ofDays(84).toSeconds());
        assertThat(lab.shop.isAccepted(pair.accessToken())).isTrue();
    }

    @Test
    void replaysEndAfterSevenDays() {
        String legacy = lab.shop.issueLegacy(lab.app);
        migrate(legacy);

        lab.clock.advance(Duration.ofDays(7));

        assertThat(migrate(legacy).refusal()).isEqualTo("400 invalid_subject_token");
    }

    @Test
    void replaysEndWhenThePairIsRefreshed() {
        String legacy = lab.shop.issueLegacy(lab.app);
        lab.refresh(migrate(legacy).refreshToken());

        assertThat(migrate(legacy).refusal()).isEqualTo("400 invalid_subject_token");
    }

    @Test
    void replaysEndWithALaterAcquisition() {
        String legacy = lab.shop.issueLegacy(lab.app);
        migrate(legacy);
        lab.shop.issueExpiring(lab.app);

        assertThat(migrate(legacy).refusal()).isEqualTo("400 invalid_subject_token");
    }

    @Test
    void aReplayNeedsTheCredentialsOfTheFirstExchange() {
        String legacy = lab.shop.issueLegacy(lab.app);
        lab.app.addSecret("sim-secret-two");
        migrate(legacy);

        assertThat(migrate(legacy, "client_secret", "sim-secret-two").refusal()).isEqualTo("400 invalid_subject_token");
        assertThat(migrate(legacy).status()).isEqualTo(200);
    }

    @Test
    void fromTheNewYearOnNothingIsMigrated() {
        String legacy = lab.shop.issueLegacy(lab.app);

        lab.clock.set(Instant.parse("2027-01-01T00:00:00Z"));

        assertThat(migrate(legacy).refusal()).isEqualTo("400 invalid_subject_token");
    }

    @Test
    void otherTokensAreNotEligible() {
        SimulatedApp otherApp = lab.sim.app("sim-other", SimulatorLab.SECRET);
        String legacyOfAnother = lab.shop.install(otherApp, "read_products").issueLegacy(otherApp);
        String online = lab.token(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token", lab.shop.idToken(lab.app).sign(),
                        "subject_token_type", "urn:ietf:params:oauth:token-type:id_token",
                        "requested_token_type", "urn:shopify:params:oauth:token-type:online-access-token")
                .accessToken();

        assertThat(migrate(online).refusal()).isEqualTo("400 invalid_subject_token");
        assertThat(migrate(lab.shop.issueDelegate(lab.app)).refusal()).isEqualTo("400 invalid_subject_token");
        assertThat(migrate(lab.shop.issueStatic(lab.app)).refusal()).isEqualTo("400 invalid_subject_token");
        assertThat(migrate(lab.shop.issueExpiring(lab.app).accessToken()).refusal())
                .isEqualTo("400 invalid_subject_token");
        assertThat(migrate(legacyOfAnother).refusal()).isEqualTo("400 invalid_subject_token");
        assertThat(migrate("shpat_sim-unknown").refusal()).isEqualTo("400 invalid_subject_token");
    }

    @Test
    void aMigrationMustAskForAnExpiringToken() {
        String legacy = lab.shop.issueLegacy(lab.app);

        assertThat(migrate(legacy, "expiring", "0").refusal()).isEqualTo("400 invalid_request");
        assertThat(lab.shop.isAccepted(legacy)).isTrue();
    }

    private TokenAnswer migrate(String subject, String... override) {
        String name = override.length == 0 ? "expiring" : override[0];
        String value = override.length == 0 ? "1" : override[1];
        return lab.token(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                subject,
                "subject_token_type",
                OFFLINE,
                "requested_token_type",
                OFFLINE,
                "expiring",
                "1",
                name,
                value);
    }
}
