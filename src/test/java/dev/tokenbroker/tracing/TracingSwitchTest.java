package dev.tokenbroker.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracingSwitchTest {
    private static final String ENDPOINT = "http://collector:4317";
    private static final String OFF = "quarkus.otel.sdk.disabled";

    @Test
    void thereAreNoTracesUntilSomebodySaysWhereTo() {
        assertThat(isOff(properties(Map.of()))).isTrue();
        assertThat(isOff(properties(Map.of("quarkus.otel.exporter.otlp.endpoint", " "))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.otel.exporter.otlp.endpoint",
                "quarkus.otel.exporter.otlp.traces.endpoint",
                "otel.exporter.otlp.endpoint",
                "otel.exporter.otlp.traces.endpoint"
            })
    void anEndpointUnderAnyOfItsNamesTurnsThemOn(String key) {
        assertThat(isOff(properties(Map.of(key, ENDPOINT)))).isFalse();
    }

    @Test
    void theVariableThatEveryCollectorsManualNamesDoesAsWell() {
        assertThat(isOff(new EnvConfigSource(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", ENDPOINT), 300)))
                .isFalse();
    }

    @Test
    void whoSaysSoHimselfHasTheLastWord() {
        assertThat(isOff(properties(Map.of("quarkus.otel.exporter.otlp.endpoint", ENDPOINT, OFF, "true"))))
                .isTrue();
        assertThat(isOff(properties(Map.of(OFF, "false")))).isFalse();
    }

    private static ConfigSource properties(Map<String, String> said) {
        return new PropertiesConfigSource(said, "said", 300);
    }

    /** With Quarkus' own default, which is a collector on this machine. */
    private static boolean isOff(ConfigSource said) {
        return new SmallRyeConfigBuilder()
                .withSources(said)
                .withSources(new TracingSwitch())
                .withDefaultValue("quarkus.otel.exporter.otlp.endpoint", "http://localhost:4317/")
                .build()
                .getValue(OFF, Boolean.class);
    }
}
