package dev.tokenbroker.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretStringTest {
    private static final String VALUE = "shpat_sim_0123456789";

    private final SecretString secret = SecretString.of(VALUE);

    @Test
    void aSecretIsNeverPrinted() {
        record Holder(SecretString token) {}

        assertThat(secret.toString()).doesNotContain("sim");
        assertThat(List.of("" + secret, String.valueOf(Optional.of(secret)), new Holder(secret).toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain("sim").contains("‹redacted›"));
        assertThat(String.format("%s %20s", secret, secret)).doesNotContain("sim");
    }

    @Test
    void jacksonCannotSerialiseASecret() {
        ObjectMapper json = new ObjectMapper();

        assertThatThrownBy(() -> json.writeValueAsString(Map.of("token", secret)))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageNotContaining("sim_");
    }

    @Test
    void evenAMapperThatForgivesShowsNothingOfIt() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

        assertThat(json.writeValueAsString(secret)).isEqualTo("{}");
    }

    @Test
    void aSecretCannotBeWrittenToAStream() throws IOException {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(secret)).isInstanceOf(NotSerializableException.class);
        }
    }

    @Test
    void secretsAreEqualByTheirValue() {
        assertThat(SecretString.of(VALUE)).isEqualTo(secret);
        assertThat(SecretString.of(VALUE + "x")).isNotEqualTo(secret);
        assertThat(SecretString.of("SHPAT_sim_0123456789")).isNotEqualTo(secret);
        assertThat(secret.equals(null)).isFalse();
        assertThat(secret).isNotEqualTo(VALUE);
    }

    @Test
    void itsHashTellsNothing() {
        assertThat(secret.hashCode()).isEqualTo(SecretString.of("sim-another").hashCode());
    }

    @Test
    void anEmptySecretIsAMistake() {
        assertThatThrownBy(() -> SecretString.of("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretString.of(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aSettingIsASecretBeforeAnybodyCanPrintIt() {
        SecretStringConverter converter = new SecretStringConverter();

        assertThat(converter.convert(VALUE)).isEqualTo(secret);
        assertThat(converter.convert("")).isNull();
    }

    @Test
    void revealIsTheOneExit() {
        assertThat(secret.reveal()).isEqualTo(VALUE);
    }
}
