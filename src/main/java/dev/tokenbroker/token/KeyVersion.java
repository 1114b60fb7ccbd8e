package dev.tokenbroker.token;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which key a data key is wrapped under. A wrapped key says so itself: {@code vault:v<version>:…} is Transit's form, a first
 * byte of 1 the key file's. The schema derives the same from the same bytes.
 */
public record KeyVersion(KeyProvider provider, int version) {
    private static final Pattern TRANSIT = Pattern.compile("vault:v([0-9]{1,9}):.*", Pattern.DOTALL);
    private static final int LONGEST_PREFIX = 20;

    /** Nothing where the bytes are of no form that a provider writes. */
    public static Optional<KeyVersion> of(byte[] wrapped) {
        if (wrapped.length > 0 && wrapped[0] == 1) {
            return Optional.of(new KeyVersion(KeyProvider.LOCAL, 1));
        }
        Matcher transit = TRANSIT.matcher(
                new String(wrapped, 0, Math.min(wrapped.length, LONGEST_PREFIX), StandardCharsets.ISO_8859_1));
        return transit.matches()
                ? Optional.of(new KeyVersion(KeyProvider.VAULT, Integer.parseInt(transit.group(1))))
                : Optional.empty();
    }
}
