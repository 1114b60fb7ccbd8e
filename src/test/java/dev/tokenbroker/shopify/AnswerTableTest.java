package dev.tokenbroker.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.RefreshToken;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.AppRefused;
import dev.tokenbroker.token.TokenAnswer.Doubt;
import dev.tokenbroker.token.TokenAnswer.Granted;
import dev.tokenbroker.token.TokenAnswer.RefreshTokenDead;
import dev.tokenbroker.token.TokenAnswer.ShopNotFound;
import dev.tokenbroker.token.TokenAnswer.ShopSuspended;
import dev.tokenbroker.token.TokenAnswer.Unclear;
import dev.tokenbroker.token.TokenRequest;
import dev.tokenbroker.token.TokenRequest.Grant;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTableTest {
    private static final String INACTIVE = """
            {"error":"invalid_request","error_description":"This request requires an active refresh_token"}""";

    private static final Grant REFRESH = new TokenRequest.Refresh(new RefreshToken(SecretString.of("shprt_sim")));

    private final AnswerTable table = new AnswerTable();

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void aRefreshTokenThatIsNotActiveIsDead(int status) {
        assertThat(refresh(status, INACTIVE)).isEqualTo(new RefreshTokenDead());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void invalidGrantIsADeadRefreshToken(int status) {
        assertThat(refresh(status, error("invalid_grant"))).isEqualTo(new RefreshTokenDead());
        assertThat(refresh(status, "{\"error\":\"invalid_grant\",\"error_description\":null}"))
                .isEqualTo(new RefreshTokenDead());
    }

    @Test
    void theSameVerdictOnAPageIsUnderstood() {
        String page = """
                <html><head><title>unauthorized - Oauth error invalid_request</title></head><body>
                <p>Oauth error invalid_request: This request requires an active refresh_token</p></body></html>""";

        assertThat(refresh(401, page)).isEqualTo(new RefreshTokenDead());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void aWrongClientSecretAccusesTheAppUnderAnyStatus(int status) {
        assertThat(refresh(status, error("invalid_client"))).isEqualTo(new AppRefused());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "not json", "{}", "[]", "{\"error\":\"anything\"}", "<html><body>Forbidden</body></html>"})
    void a403AccusesTheAppWhateverItSays(String body) {
        assertThat(refresh(403, body)).isEqualTo(new AppRefused());
    }

    @Test
    void anUnknownClientIdAccusesTheApp() {
        String page = """
                <html><head><title>400 - Oauth error application_cannot_be_found</title></head>
                <body>Oauth error application_cannot_be_found: Could not find Shopify API application with api_key sim
                </body></html>""";

        assertThat(refresh(400, page)).isEqualTo(new AppRefused());
        assertThat(refresh(400, error("application_cannot_be_found"))).isEqualTo(new AppRefused());
    }

    /** renewal.md rule 11: tested in the other order, a wrong client secret would kill every installation. */
    @Test
    void aRefusalOfTheAppIsTestedBeforeADeadToken() {
        assertThat(refresh(403, INACTIVE)).isEqualTo(new AppRefused());
        assertThat(refresh(403, error("invalid_grant"))).isEqualTo(new AppRefused());
        assertThat(refresh(401, """
                {"error":"invalid_client","error_description":"This request requires an active refresh_token"}""")).isEqualTo(new AppRefused());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"error\":\"invalid_request\"}",
                "{\"error\":\"invalid_request\",\"error_description\":\"The client secret is wrong\"}",
                "{\"errors\":\"[API] Invalid API key or access token\"}",
                "{\"error\":{\"code\":\"invalid_grant\"}}",
                "<html><body>Unauthorized</body></html>",
                "null"
            })
    void anyOther401AccusesTheAppAndKillsNoToken(String body) {
        assertThat(refresh(401, body)).isEqualTo(new AppRefused());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_request",
                "unsupported_grant_type",
                "invalid_subject_token",
                "app_not_installed",
                "shop_not_permitted"
            })
    void any400ThatIsNotKnownIsNotUnderstood(String code) {
        assertThat(refresh(400, error(code))).isEqualTo(unclear(Doubt.NOT_UNDERSTOOD));
        assertThat(clientCredentials(400, error(code))).isEqualTo(unclear(Doubt.NOT_UNDERSTOOD));
    }

    @Test
    void withoutARefreshTokenNoneCanBeDead() {
        assertThat(clientCredentials(401, INACTIVE)).isEqualTo(new AppRefused());
        assertThat(clientCredentials(400, error("invalid_grant"))).isEqualTo(unclear(Doubt.NOT_UNDERSTOOD));
    }

    @ParameterizedTest
    @CsvSource({"402, '{\"errors\":\"Unavailable Shop\"}'", "423, ''"})
    void aFrozenOrLockedShopIsSuspended(int status, String body) {
        assertThat(refresh(status, body)).isEqualTo(new ShopSuspended());
    }

    @Test
    void whereNoShopAnswersThereIsNone() {
        assertThat(refresh(404, "<html><title>Store unavailable</title></html>"))
                .isEqualTo(new ShopNotFound());
    }

    @Test
    void throttlingSaysWhenToComeBackAndIsNoProofOfNoEffect() {
        Optional<Duration> wait = Optional.of(Duration.ofSeconds(7));

        assertThat(table.meaning(429, "", REFRESH, wait)).isEqualTo(new Unclear(Doubt.THROTTLED, wait));
        assertThat(Doubt.THROTTLED.certainlyWithoutEffect()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 501, 502, 503, 504, 520, 522, 525, 530, 599})
    void troubleOfTheServersMayHaveRotated(int status) {
        assertThat(refresh(status, "error code: " + status)).isEqualTo(unclear(Doubt.SERVER_ERROR));
        assertThat(Doubt.SERVER_ERROR.certainlyWithoutEffect()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 520})
    void aServersTroubleKillsNoTokenEvenIfItsPageSaysSo(int status) {
        assertThat(refresh(status, INACTIVE)).isEqualTo(unclear(Doubt.SERVER_ERROR));
        assertThat(refresh(status, error("invalid_grant"))).isEqualTo(unclear(Doubt.SERVER_ERROR));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 201, 202, 204, 206, 301, 302, 307, 308, 405, 406, 409, 410, 413, 418, 422, 430, 451})
    void whateverElseComesIsNotUnderstood(int status) {
        assertThat(refresh(status, INACTIVE)).isEqualTo(unclear(Doubt.NOT_UNDERSTOOD));
    }

    @Test
    void a200WithTokensIsGranted() {
        assertThat(refresh(200, "{\"access_token\":\"shpat_sim\",\"refresh_token\":\"shprt_sim\",\"expires_in\":3600}"))
                .isInstanceOf(Granted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Just a moment...",
                "<html></html>",
                "{}",
                "[]",
                "\"shpat_sim\"",
                "{\"error\":\"invalid_grant\"}",
                "{\"access_token\":\"shpat_sim\",\"expires_in\":3600}",
                "{\"refresh_token\":\"shprt_sim\",\"expires_in\":3600}",
                "{\"access_token\":\"\",\"refresh_token\":\"shprt_sim\"}",
                "{\"access_token\":null,\"refresh_token\":\"shprt_sim\"}",
                "{\"access_token\":5,\"refresh_token\":\"shprt_sim\"}",
                "{\"access_token\":\"shpat_sim\",\"refresh_tok"
            })
    void a200WithoutBothTokensIsNotUnderstoodAndKillsNone(String body) {
        assertThat(refresh(200, body)).isEqualTo(unclear(Doubt.NOT_UNDERSTOOD));
    }

    private TokenAnswer refresh(int status, String body) {
        return table.meaning(status, body, REFRESH, Optional.empty());
    }

    private TokenAnswer clientCredentials(int status, String body) {
        return table.meaning(status, body, new TokenRequest.ClientCredentials(), Optional.empty());
    }

    private static Unclear unclear(Doubt doubt) {
        return new Unclear(doubt, Optional.empty());
    }

    private static String error(String code) {
        return "{\"error\":\"" + code + "\"}";
    }
}
