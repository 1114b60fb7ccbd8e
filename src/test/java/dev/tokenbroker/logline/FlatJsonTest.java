package dev.tokenbroker.logline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

/** The keys are public, and are those of docs/operations.md. */
class FlatJsonTest {
    private static final String CONSOLE = "quarkus.log.console.json.";

    private final Properties settings = settings();
    private final FlatJson form = new FlatJson(
            settings.getProperty(CONSOLE + "key-overrides"),
            Set.of(settings.getProperty(CONSOLE + "excluded-keys").split(",")));

    @Test
    void aLineHasItsMessageAndNothingThatItDoesNotKnow() {
        JsonObject line = line(record("all is well"));

        assertThat(line.fieldNames()).containsExactlyInAnyOrder("timestamp", "level", "logger", "thread", "message");
        assertThat(line.getString("message")).isEqualTo("all is well");
        assertThat(line.getString("level")).isEqualTo("WARN");
        assertThat(line.getString("logger")).isEqualTo("dev.tokenbroker.test");
        assertThat(line.getString("timestamp")).endsWith("Z");
        assertThat(Instant.parse(line.getString("timestamp")))
                .isBefore(Instant.now().plusSeconds(1));
    }

    @Test
    void theRequestAndItsTraceStandBesideTheMessage() {
        ExtLogRecord record = record("of a request");
        record.setMdc(Map.of("request_id", "a-1", "traceId", "t-1", "spanId", "s-1", "other", "thing"));

        JsonObject line = line(record);

        assertThat(line.fieldNames())
                .containsExactlyInAnyOrder(
                        "timestamp", "level", "logger", "thread", "message", "request_id", "trace_id", "span_id");
        assertThat(line.getString("request_id")).isEqualTo("a-1");
        assertThat(line.getString("trace_id")).isEqualTo("t-1");
        assertThat(line.getString("span_id")).isEqualTo("s-1");
    }

    @Test
    void anExceptionIsOneTextInOneLine() {
        ExtLogRecord record = record("it failed");
        record.setThrown(new IllegalStateException("why", new IllegalArgumentException("because")));

        String written = form.format(record);

        assertThat(written.strip().lines()).hasSize(1);
        JsonObject line = new JsonObject(written);
        assertThat(line.fieldNames())
                .containsExactlyInAnyOrder("timestamp", "level", "logger", "thread", "message", "exception");
        assertThat(line.getString("exception"))
                .startsWith("java.lang.IllegalStateException: why\n\tat ")
                .contains("Caused by: java.lang.IllegalArgumentException: because");
    }

    private JsonObject line(ExtLogRecord record) {
        return new JsonObject(form.format(record));
    }

    private static ExtLogRecord record(String message) {
        ExtLogRecord record = new ExtLogRecord(Level.WARN, message, FlatJsonTest.class.getName());
        record.setLoggerName("dev.tokenbroker.test");
        return record;
    }

    private static Properties settings() {
        try (var file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            Properties settings = new Properties();
            settings.load(file);
            return settings;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
