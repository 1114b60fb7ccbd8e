package dev.tokenbroker.secret;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a setting as a secret, so that no mapped configuration prints it. */
public final class SecretStringConverter implements Converter<SecretString> {
    private static final long serialVersionUID = 1L;

    @Override
    public SecretString convert(String value) {
        return value.isEmpty() ? null : SecretString.of(value);
    }
}
