package dev.tokenbroker.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Times as {@link Rfc3339}, durations as whole seconds. */
final class WireTimes {
    private WireTimes() {}

    static Module module() {
        return new SimpleModule("token-broker-times")
                .addSerializer(Instant.class, new InstantWriter())
                .addDeserializer(Instant.class, new InstantReader())
                .addSerializer(Duration.class, new DurationWriter());
    }

    private static final class InstantWriter extends StdScalarSerializer<Instant> {
        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(Rfc3339.format(time));
        }
    }

    private static final class DurationWriter extends StdScalarSerializer<Duration> {
        DurationWriter() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration time, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(time.toSeconds());
        }
    }

    private static final class InstantReader extends StdScalarDeserializer<Instant> {
        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            Optional<Instant> time =
                    json.hasToken(JsonToken.VALUE_STRING) ? Rfc3339.parse(json.getText()) : Optional.empty();
            return time.isPresent() ? time.get() : context.reportInputMismatch(Instant.class, "not a time in UTC");
        }
    }
}
