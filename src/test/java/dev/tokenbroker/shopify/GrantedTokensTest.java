package dev.tokenbroker.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.token.TokenAnswer.Granted;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantedTokensTest {
    private final GrantedTokens tokens = new GrantedTokens();

    @Test
    void anAnswerIsReadWhole() {
        Granted granted = read(whole());

        assertThat(granted.accessToken().value().reveal()).isEqualTo("shpat_sim");
        assertThat(granted.refreshToken().orElseThrow().value().reveal()).isEqualTo("shprt_sim");
        assertThat(granted.life()).isEqualTo(Duration.ofHours(1));
        assertThat(granted.refreshTokenLife()).hasValue(Duration.ofDays(90));
        assertThat(granted.scopes()).isEqualTo(Scopes.parse("read_products,write_orders"));
        assertThat(granted.suspicious()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3600.5", "1e300", "90001", "\"3600\"", "null", "true", "{}"})
    void anOddLifetimeIsTenMinutesAndSuspiciousButNeverForEver(String expiresIn) {
        Granted granted = read(whole("expires_in", expiresIn));

        assertThat(granted.life()).isEqualTo(Duration.ofMinutes(10));
        assertThat(granted.suspicious()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "600", "3600", "3600.0", "86400", "90000"})
    void aLifetimeOfUpToADayIsBelieved(String expiresIn) {
        Granted granted = read(whole("expires_in", expiresIn));

        assertThat(granted.life()).isEqualTo(Duration.ofSeconds((long) Double.parseDouble(expiresIn)));
        assertThat(granted.suspicious()).isFalse();
    }

    @Test
    void aMissingLifetimeIsOddToo() {
        JsonObject answer = whole();
        answer.remove("expires_in");

        assertThat(read(answer).life()).isEqualTo(Duration.ofMinutes(10));
        assertThat(read(answer).suspicious()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-7776000", "1e18", "\"7776000\"", "null"})
    void anOddLifetimeOfARefreshTokenLeavesTheOldDeadline(String expiresIn) {
        Granted granted = read(whole("refresh_token_expires_in", expiresIn));

        assertThat(granted.refreshTokenLife()).isEmpty();
        assertThat(granted.suspicious()).isTrue();
        assertThat(granted.life()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void clientCredentialsBringAnAccessTokenAlone() {
        Granted granted = tokens.read(
                        "{\"access_token\":\"shpat_sim\",\"expires_in\":86399,\"scope\":\"read_a\"}", false)
                .orElseThrow();

        assertThat(granted.refreshToken()).isEmpty();
        assertThat(granted.refreshTokenLife()).isEmpty();
        assertThat(granted.life()).isEqualTo(Duration.ofSeconds(86_399));
        assertThat(granted.suspicious()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[\"read_a\"]", "5"})
    void scopesThatAreNoListAreNone(String scope) {
        assertThat(read(whole("scope", scope)).scopes()).isEqualTo(Scopes.NONE);
    }

    @Test
    void membersThatNobodyKnowsAreLetPass() {
        assertThat(read(whole().put("session", "x").put("associated_user", new JsonObject()))
                        .suspicious())
                .isFalse();
    }

    @Test
    void whatWasGrantedDoesNotPrintItself() {
        assertThat(read(whole()).toString()).doesNotContain("shpat_sim").doesNotContain("shprt_sim");
    }

    private Granted read(JsonObject answer) {
        return tokens.read(answer.encode(), true).orElseThrow();
    }

    private Granted read(String answer) {
        return tokens.read(answer, true).orElseThrow();
    }

    private static JsonObject whole() {
        return new JsonObject()
                .put("access_token", "shpat_sim")
                .put("refresh_token", "shprt_sim")
                .put("expires_in", 3600)
                .put("refresh_token_expires_in", 7_776_000)
                .put("scope", "read_products,write_orders");
    }

    /** The raw text of a value, since a number may be written in more ways than one. */
    private static String whole(String member, String value) {
        return whole().put(member, "@").encode().replace("\"@\"", value);
    }
}
