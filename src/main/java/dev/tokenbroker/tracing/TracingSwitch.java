package dev.tokenbroker.tracing;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * There are traces where somebody said where to: Quarkus alone would send them to a collector on this machine. Who says
 * {@code quarkus.otel.sdk.disabled} himself has the last word.
 */
public final class TracingSwitch implements ConfigSourceFactory {
    /** As OpenTelemetry names them; with {@code quarkus.} before them they are Quarkus'. */
    private static final List<String> ENDPOINTS =
            List.of("otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint");

    /** Below every file and above Quarkus' own defaults. */
    private static final int ORDINAL = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean said = ENDPOINTS.stream()
                .flatMap(name -> Stream.of("quarkus." + name, name))
                .anyMatch(key -> isSet(context.getValue(key)));
        return List.of(new PropertiesConfigSource(
                Map.of("quarkus.otel.sdk.disabled", Boolean.toString(!said)), "tracing", ORDINAL));
    }

    /** A default has no place in the order. */
    private static boolean isSet(ConfigValue value) {
        return value != null
                && value.getConfigSourceOrdinal() > 0
                && value.getValue() != null
                && !value.getValue().isBlank();
    }
}
