package dev.tokenbroker.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserCookieTest {
    private static final String VALUE = "0123456789abcdef".repeat(4);
    private static final BrowserCookie COOKIE = new BrowserCookie(true);

    @Test
    void overHttpsNoOtherSiteCanPlantOrReadIt() {
        assertThat(COOKIE.set(VALUE))
                .isEqualTo("__Host-token-broker-install=" + VALUE
                        + "; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure");
    }

    @Test
    void developmentWithoutHttpsHasOneOfAPlainName() {
        assertThat(new BrowserCookie(false).set(VALUE))
                .isEqualTo("token-broker-install=" + VALUE + "; Path=/; Max-Age=600; HttpOnly; SameSite=Lax");
    }

    @Test
    void itIsFoundAmongOthers() {
        assertThat(COOKIE.in("a=b; __Host-token-broker-install=" + VALUE + ";c=d"))
                .contains(VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";;=;",
                "token-broker-install=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "__Host-token-broker-install=",
                "__Host-token-broker-install=0123",
                "x__Host-token-broker-install=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void anythingElseIsNone(String header) {
        assertThat(COOKIE.in(header)).isEmpty();
    }

    @Test
    void twoOfThemAreNone() {
        String header = "__Host-token-broker-install=" + VALUE + "; __Host-token-broker-install=" + VALUE;

        assertThat(COOKIE.in(header)).isEmpty();
        assertThat(COOKIE.in(null)).isEmpty();
    }
}
