package dev.tokenbroker.oauth;

import dev.tokenbroker.shop.ShopDomain;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The query of a link that leads to us, as pairs in the order in which they came. */
record LinkQuery(List<Pair> pairs) {
    /** Not part of what is signed; {@code signature} is from before the HMAC. */
    private static final Set<String> UNSIGNED = Set.of("hmac", "signature");

    /** A parameter as it came, and as it is meant. */
    record Pair(String raw, String name, String value) {
        static Pair of(String raw) {
            String[] halves = raw.split("=", 2);
            return new Pair(raw, decoded(halves[0]), halves.length == 2 ? decoded(halves[1]) : "");
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }

        private String reencoded() {
            return encoded(name) + "=" + encoded(value);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }

        /** A list is one parameter too. */
        private String bareName() {
            return name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
        }
    }

    /** Nothing where it cannot be decoded, or says anything twice: there must not be two readings of it. */
    static Optional<LinkQuery> parse(String raw) {
        try {
            List<Pair> pairs = Arrays.stream(raw.split("&"))
                    .filter(pair -> !pair.isEmpty())
                    .map(Pair::of)
                    .toList();
            Set<String> names = new HashSet<>();
            return pairs.stream().allMatch(pair -> names.add(pair.bareName()))
                    ? Optional.of(new LinkQuery(pairs))
                    : Optional.empty();
        } catch (IllegalArgumentException halfAnOctet) {
            return Optional.empty();
        }
    }

    /** The parameter's value, unless it is empty or not there. */
    Optional<String> value(String name) {
        return pairs.stream()
                .filter(pair -> pair.name().equals(name) && !pair.value().isEmpty())
                .map(Pair::value)
                .findFirst();
    }

    Optional<ShopDomain> shop() {
        return value("shop").flatMap(ShopDomain::parse);
    }

    /** Whether it pretends to come from Shopify. */
    boolean claimsASignature() {
        return pairs.stream().anyMatch(pair -> pair.name().equals("hmac"));
    }

    /**
     * What Shopify may have signed: the pairs as they came, or as Shopify's own libraries encode them again. Sources disagree
     * about the second, and a broker in between may have changed the first; neither lets anybody say what was not signed.
     */
    List<byte[]> messages() {
        return List.of(message(Pair::raw), message(Pair::reencoded));
    }

    private byte[] message(Function<Pair, String> form) {
        return pairs.stream()
                .filter(pair -> !UNSIGNED.contains(pair.name()))
                .sorted(Comparator.comparing(Pair::name))
                .map(form)
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
