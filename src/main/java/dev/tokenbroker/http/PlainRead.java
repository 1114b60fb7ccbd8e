package dev.tokenbroker.http;

import dev.tokenbroker.shop.ShopDomain;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * A question for a token in the form in which clients ask it: nothing encoded, nothing twice, nothing besides. Whatever else
 * HTTP allows, and every mistake, is left to Jakarta REST, which knows how to say what is wrong.
 *
 * @param minTtl in seconds, 0 to 3000
 * @param known the value of {@code If-None-Match}
 * @param requestId as its answer names it
 */
public record PlainRead(ShopDomain shop, Optional<String> app, int minTtl, Optional<String> known, String requestId) {
    private static final String BEFORE = "/v1/shops/";
    private static final String AFTER = "/access-token";

    static Optional<PlainRead> of(HttpServerRequest request) {
        if (request.method() != HttpMethod.GET || BodyGate.hasBody(request) || !takesJson(request)) {
            return Optional.empty();
        }
        return shop(request.path())
                .flatMap(shop -> PlainQuery.of(request.query())
                        .map(query -> new PlainRead(
                                shop,
                                query.app(),
                                query.minTtl(),
                                Optional.ofNullable(request.getHeader(HttpHeaders.IF_NONE_MATCH)),
                                RequestId.of(request.response()))));
    }

    private static Optional<ShopDomain> shop(String path) {
        return path.startsWith(BEFORE) && path.endsWith(AFTER) && path.length() > BEFORE.length() + AFTER.length()
                ? ShopDomain.parse(path.substring(BEFORE.length(), path.length() - AFTER.length()))
                : Optional.empty();
    }

    private static boolean takesJson(HttpServerRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted == null || accepted.equals("*/*") || accepted.equals("application/json");
    }
}
