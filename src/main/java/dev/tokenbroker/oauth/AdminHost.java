package dev.tokenbroker.oauth;

import dev.tokenbroker.shop.ShopDomain;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameter {@code host}: where in Shopify's admin the merchant is, in Base64. App Bridge wants it handed on. */
final class AdminHost {
    private static final Pattern ADMIN = Pattern.compile("admin\\.shopify\\.com/store/[a-z0-9][a-z0-9-]{0,62}");
    private static final int LONGEST = 400;

    private AdminHost() {}

    /** As it came, where it is a place in Shopify's admin: App Bridge would believe any. */
    static Optional<String> of(LinkQuery query, ShopDomain shop) {
        return query.value("host")
                .filter(host -> host.length() <= LONGEST)
                .filter(host -> decoded(host)
                        .filter(place -> place.equals(shop + "/admin")
                                || ADMIN.matcher(place).matches())
                        .isPresent());
    }

    private static Optional<String> decoded(String host) {
        try {
            String standard = host.replace('-', '+').replace('_', '/');
            return Optional.of(new String(Base64.getDecoder().decode(standard), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
