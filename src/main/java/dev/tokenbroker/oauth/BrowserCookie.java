package dev.tokenbroker.oauth;

import dev.tokenbroker.app.ShopifyApp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The cookie by which a browser is known again when it comes back from Shopify. One for all its tabs, as long as an install may
 * take. With the prefix {@code __Host-} no neighbouring site can plant it; that needs https, which development does without.
 */
record BrowserCookie(boolean encrypted) {
    private static final String NAME = "token-broker-install";
    private static final int SECONDS = 600;

    static BrowserCookie of(ShopifyApp app) {
        return new BrowserCookie(app.isReachedEncrypted());
    }

    private String name() {
        return encrypted ? "__Host-" + NAME : NAME;
    }

    /** @param header {@code Cookie}, or null */
    Optional<String> in(String header) {
        String prefix = name() + "=";
        List<String> found = header == null
                ? List.of()
                : Arrays.stream(header.split(";"))
                        .map(String::strip)
                        .filter(cookie -> cookie.startsWith(prefix))
                        .map(cookie -> cookie.substring(prefix.length()))
                        .filter(Nonces::isOne)
                        .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** {@code Set-Cookie}. Lax: it has to come along when Shopify sends the browser back. */
    String set(String value) {
        return name() + "=" + value + "; Path=/; Max-Age=" + SECONDS + "; HttpOnly; SameSite=Lax"
                + (encrypted ? "; Secure" : "");
    }
}
