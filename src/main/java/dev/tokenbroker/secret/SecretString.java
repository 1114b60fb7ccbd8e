package dev.tokenbroker.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A token, client secret or password. A class and not a record, so that no generated {@code toString} and no JSON mapper
 * finds the value; not {@link java.io.Serializable}.
 */
public final class SecretString {
    private static final String REDACTED = "‹redacted›";

    private final String value;

    private SecretString(String value) {
        this.value = value;
    }

    /** @throws IllegalArgumentException if {@code value} is empty: an empty secret is a mistake everywhere */
    public static SecretString of(String value) {
        if (Objects.requireNonNull(value).isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        return new SecretString(value);
    }

    /** The one exit. Only the wire codecs and the cipher call it. */
    public String reveal() {
        return value;
    }

    /** Compares in time that depends on the lengths alone. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretString that && MessageDigest.isEqual(bytes(), that.bytes());
    }

    /** The same for every secret: a hash in a log or a heap histogram would be a fingerprint without a key. */
    @Override
    public int hashCode() {
        return SecretString.class.hashCode();
    }

    @Override
    public String toString() {
        return REDACTED;
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
