package dev.tokenbroker.shop;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A shop's {@code *.myshopify.com} domain in lower case. Its name is one DNS label of at most 63 characters.
 *
 * <p>This is the gate between outside text and a URL that carries the client secret: there is no other way to make one
 * than {@link #parse}.
 */
public record ShopDomain(String value) implements Comparable<ShopDomain> {
    /** Tested on the text before it is folded: {@code toLowerCase} would turn the Kelvin sign into an honest k. */
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,62}\\.myshopify\\.com", Pattern.CASE_INSENSITIVE);

    public ShopDomain {
        if (!DOMAIN.matcher(value).matches() || !value.equals(value.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not a shop's canonical domain");
        }
    }

    /** The domain in lower case, or nothing where the whole text is not one. */
    public static Optional<ShopDomain> parse(String text) {
        return text != null && DOMAIN.matcher(text).matches()
                ? Optional.of(new ShopDomain(text.toLowerCase(Locale.ROOT)))
                : Optional.empty();
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
