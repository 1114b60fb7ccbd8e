package dev.tokenbroker.shopify;

import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.token.ProbeAnswer;
import dev.tokenbroker.token.ProbeAnswer.Identified;
import dev.tokenbroker.token.ProbeAnswer.Unclear;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an answer of the Admin API means for the token that was shown. A 403 is one of a non-expiring token whose time is over,
 * or lies beside the token: scopes, or the addresses that may call.
 */
final class ProbeTable {
    private static final Pattern SHOP = Pattern.compile("gid://shopify/Shop/([1-9][0-9]{0,17})");
    private static final String TIME_IS_OVER = "non-expiring access tokens are no longer accepted";

    ProbeAnswer meaning(int status, String body) {
        return switch (status) {
            case 200 -> identified(body).<ProbeAnswer>map(known -> known).orElseGet(Unclear::new);
            case 401 -> new ProbeAnswer.TokenRefused();
            case 402, 423 -> new ProbeAnswer.ShopSuspended();
            case 404 -> new ProbeAnswer.ShopNotFound();
            case 403 ->
                body.toLowerCase(Locale.ROOT).contains(TIME_IS_OVER) ? new ProbeAnswer.TokenRefused() : new Unclear();
            default -> new Unclear();
        };
    }

    private static Optional<Identified> identified(String body) {
        return AnswerJson.read(body)
                .flatMap(answer -> answer.object("data"))
                .flatMap(data -> data.object("shop")
                        .flatMap(shop -> shop.text("id")
                                .map(SHOP::matcher)
                                .filter(Matcher::matches)
                                .flatMap(id -> domain(shop)
                                        .map(domain -> new Identified(
                                                new ShopId(Long.parseLong(id.group(1))), domain, scopes(data))))));
    }

    private static Optional<ShopDomain> domain(AnswerJson shop) {
        return shop.text("myshopifyDomain").flatMap(ShopDomain::parse);
    }

    /** Nothing where it does not say. */
    private static Scopes scopes(AnswerJson data) {
        Set<String> handles = data.object("currentAppInstallation").stream()
                .flatMap(app -> app.list("accessScopes").stream())
                .map(ProbeTable::handle)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Scopes(handles);
    }

    private static String handle(Object scope) {
        return scope instanceof Map<?, ?> members && members.get("handle") instanceof String handle ? handle : null;
    }
}
