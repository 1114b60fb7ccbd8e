package dev.tokenbroker.shop;

import java.util.Locale;
import java.util.Optional;

/**
 * A shop's {@code *.myshopify.com} domain in lower case. Its name is one DNS label of at most 63 characters.
 *
 * <p>This is the gate between outside text and a URL that carries the client secret: there is no other way to make one
 * than {@link #parse}.
 */
public record ShopDomain(String value) implements Comparable<ShopDomain> {
    private static final String ZONE = ".myshopify.com";
    private static final int LONGEST_LABEL = 63;

    public ShopDomain {
        if (!isCanonical(value)) {
            throw new IllegalArgumentException("not a shop's canonical domain");
        }
    }

    /** The domain in lower case, or nothing where the whole text is not one. */
    public static Optional<ShopDomain> parse(String text) {
        String folded = text == null ? "" : fold(text);
        return isCanonical(folded) ? Optional.of(new ShopDomain(folded)) : Optional.empty();
    }

    /** ASCII alone: {@code toLowerCase} would turn the Kelvin sign into an honest k. */
    private static String fold(String text) {
        boolean upper = text.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
        return upper && text.chars().allMatch(c -> c < 128) ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static boolean isCanonical(String text) {
        int length = text.length() - ZONE.length();
        boolean canonical = length >= 1 && length <= LONGEST_LABEL && text.endsWith(ZONE) && text.charAt(0) != '-';
        for (int i = 0; canonical && i < length; i++) {
            char c = text.charAt(i);
            canonical = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
        }
        return canonical;
    }

    @Override
    public int compareTo(ShopDomain other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
