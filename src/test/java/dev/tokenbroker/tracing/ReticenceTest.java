package dev.tokenbroker.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReticenceTest {
    private final SdkTracerProvider traces =
            SdkTracerProvider.builder().addSpanProcessor(new Reticence()).build();

    @AfterEach
    void end() {
        traces.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/shops",
                "/v1/shops/acme-1.myshopify.com/access-token",
                "/v1/operations/secret-rotation",
                "/oauth/default/callback",
                "/webhooks/default"
            })
    void whereInTheApiARequestWentIsTold(String path) {
        assertThat(told("url.path", path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/shops/shpat_sim0123456789/access-token",
                "/v1/shops/0123456789abcdef0123456789abcdef/access-token",
                "/v1/shops/acme.myshopify.com/access-token/eyJhbGciOiJub25lIn0.e30.",
                "/v1/shops/acme.myshopify.com%3Fsim",
                "/v1//shpat_sim"
            })
    void whatMayBeATokenInAPathIsNot(String path) {
        assertThat(told("url.path", path)).isEqualTo("REDACTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url.query", "user_agent.original"})
    void whatASenderWritesAtWillIsNot(String key) {
        assertThat(told(key, "code=sim-code")).isEqualTo("REDACTED");
    }

    @Test
    void whatWasNotSaidIsNotMadeUp() {
        assertThat(told("url.scheme", "https")).isEqualTo("https");
        ReadableSpan span = (ReadableSpan) traces.get("sim").spanBuilder("sim").startSpan();
        assertThat(span.getAttributes().isEmpty()).isTrue();
    }

    @Test
    void theDatabaseIsCalledWhatTheConventionsCallIt() {
        assertThat(told("db.system.name", "postgres")).isEqualTo("postgresql");
    }

    private String told(String key, String value) {
        return ((ReadableSpan) traces.get("sim")
                        .spanBuilder("sim")
                        .setAttribute(key, value)
                        .startSpan())
                .getAttribute(AttributeKey.stringKey(key));
    }
}
