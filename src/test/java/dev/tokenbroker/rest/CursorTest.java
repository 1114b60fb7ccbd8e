package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.shop.ShopDomain;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void aCursorLeadsBackToWhereThePageEnded() {
        InstallationKey key = new InstallationKey(new AppName("my-app_2"), new ShopDomain("acme.myshopify.com"));

        assertThat(Cursor.installation(Cursor.of(key))).hasValue(key);
        assertThat(Cursor.event(Cursor.of(123_456_789_012L))).hasValue(123_456_789_012L);
    }

    @Test
    void aCursorCanStandInAnAddressAsItIs() {
        assertThat(Cursor.of(new InstallationKey(new AppName("default"), new ShopDomain("a.myshopify.com"))))
                .matches("[A-Za-z0-9_-]+");
    }

    @Test
    void theFirstPageHasNone() {
        assertThat(Cursor.installation(null)).isEmpty();
        assertThat(Cursor.event(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%%%", "=", "c2lt", "YWNtZS5teXNob3BpZnkuY29t"})
    void aCursorThatNoPageCameWithIsRefused(String cursor) {
        assertInvalid(() -> Cursor.installation(cursor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "x", "9999999999999999999", "1 ", "1; drop table event", "default|acme"})
    void aCursorOfEventsIsANumber(String text) {
        assertInvalid(() -> Cursor.event(encoded(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default|evil.com", "default|", "|", "default|acme.myshopify.com\n", "|acme.myshopify.com"})
    void aCursorOfInstallationsIsAnAppAndADomain(String text) {
        assertInvalid(() -> Cursor.installation(encoded(text)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001, Integer.MAX_VALUE})
    void aPageHas1To1000Lines(int limit) {
        assertInvalid(() -> Cursor.limit(limit));
        assertThat(Cursor.limit(1)).isEqualTo(1);
        assertThat(Cursor.limit(1000)).isEqualTo(1000);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertInvalid(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem().code()).isEqualTo(ProblemCode.INVALID_REQUEST));
    }
}
