package dev.tokenbroker.shopify;

import dev.tokenbroker.token.TokenRequest;
import dev.tokenbroker.token.TokenRequest.Refresh;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A token request as Shopify wants it: form-encoded, credentials in the body. */
final class TokenForm {
    private TokenForm() {}

    static String of(TokenRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", request.app().clientId());
        parameters.put("client_secret", request.secret().value().reveal());
        if (request.grant() instanceof Refresh refresh) {
            parameters.put("grant_type", "refresh_token");
            parameters.put("refresh_token", refresh.token().value().reveal());
        } else {
            parameters.put("grant_type", "client_credentials");
        }
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
