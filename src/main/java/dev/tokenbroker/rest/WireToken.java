package dev.tokenbroker.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import dev.tokenbroker.secret.SecretString;
import java.io.IOException;
import java.util.regex.Pattern;

/** Reads a token out of a body: 1 to 2048 visible ASCII characters. It is a secret before anybody can print it. */
final class WireToken extends StdScalarDeserializer<SecretString> {
    private static final long serialVersionUID = 1L;
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,2048}");

    WireToken() {
        super(SecretString.class);
    }

    @Override
    public SecretString deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.hasToken(JsonToken.VALUE_STRING)
                && TOKEN.matcher(json.getText()).matches()) {
            return SecretString.of(json.getText());
        }
        return context.reportInputMismatch(SecretString.class, "not a token");
    }
}
