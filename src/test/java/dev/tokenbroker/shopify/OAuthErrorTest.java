package dev.tokenbroker.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthErrorTest {
    @Test
    void codeAndDescriptionAreReadFromJson() {
        assertThat(OAuthError.read("{\"error\":\"invalid_request\",\"error_description\":\"no\"}"))
                .isEqualTo(new OAuthError("invalid_request", "no"));
    }

    @Test
    void codeAndDescriptionAreReadFromAPage() {
        assertThat(
                        OAuthError.read(
                                "<title>unauthorized - Oauth error invalid_request</title><p>Oauth error invalid_request: no</p>"))
                .isEqualTo(new OAuthError("invalid_request", "no"));
        assertThat(OAuthError.read("<title>400 - Oauth error invalid_client</title>"))
                .isEqualTo(new OAuthError("invalid_client", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "5", "error code: 520", "{\"error\":7}", "{\"error\":null}", "{"})
    void anythingElseIsNoErrorWeKnow(String body) {
        assertThat(OAuthError.read(body)).isEqualTo(new OAuthError("", ""));
    }
}
