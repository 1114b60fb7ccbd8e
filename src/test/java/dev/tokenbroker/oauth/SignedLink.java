package dev.tokenbroker.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The query of a link as Shopify makes it, and as somebody on the way changes it afterwards. */
final class SignedLink {
    private final List<String> pairs;

    private SignedLink(List<String> pairs) {
        this.pairs = pairs;
    }

    /** @param pairs {@code name=value}, encoded already */
    static SignedLink of(String... pairs) {
        return new SignedLink(List.of(pairs));
    }

    static SignedLink parse(String query) {
        return new SignedLink(List.of(query.split("&")));
    }

    SignedLink with(String pair) {
        List<String> more = new ArrayList<>(pairs);
        more.add(pair);
        return new SignedLink(more);
    }

    SignedLink without(String name) {
        return new SignedLink(
                pairs.stream().filter(pair -> !pair.startsWith(name + "=")).toList());
    }

    /** In the place where it stood. */
    SignedLink replacing(String name, String pair) {
        return new SignedLink(pairs.stream()
                .map(known -> known.startsWith(name + "=") ? pair : known)
                .toList());
    }

    SignedLink signed(String secret) {
        String message = pairs.stream()
                .filter(pair -> !pair.startsWith("hmac="))
                .sorted(Comparator.comparing(pair -> pair.split("=")[0]))
                .collect(Collectors.joining("&"));
        return without("hmac").with("hmac=" + hmac(secret, message));
    }

    List<String> names() {
        return pairs.stream().map(pair -> pair.split("=")[0]).toList();
    }

    String value(String name) {
        return pairs.stream()
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    String query() {
        return String.join("&", pairs);
    }

    private static String hmac(String secret, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
