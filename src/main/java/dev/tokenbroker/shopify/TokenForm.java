package dev.tokenbroker.shopify;

import dev.tokenbroker.app.AssertionKey;
import dev.tokenbroker.token.TokenRequest;
import dev.tokenbroker.token.TokenRequest.AuthorizationCode;
import dev.tokenbroker.token.TokenRequest.ClientCredentials;
import dev.tokenbroker.token.TokenRequest.Grant;
import dev.tokenbroker.token.TokenRequest.IdToken;
import dev.tokenbroker.token.TokenRequest.Migration;
import dev.tokenbroker.token.TokenRequest.Refresh;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A token request as Shopify wants it: form-encoded, credentials in the body. */
final class TokenForm {
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
    private static final String OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";

    private TokenForm() {}

    /** @param now of an assertion that is signed for this request alone */
    static String of(TokenRequest request, Instant now) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", request.app().clientId());
        authenticate(request, now, parameters);
        put(request.grant(), parameters);
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static void authenticate(TokenRequest request, Instant now, Map<String, String> parameters) {
        Optional<AssertionKey> key =
                request.app().assertionKey().filter(known -> request.grant() instanceof ClientCredentials);
        if (key.isPresent()) {
            parameters.put("client_assertion_type", ClientAssertion.TYPE);
            parameters.put("client_assertion", ClientAssertion.of(request.app(), key.get(), request.shop(), now));
        } else {
            parameters.put("client_secret", request.secret().value().reveal());
        }
    }

    /** Acquisitions ask for expiring tokens in so many words: without them Shopify grants one that never ends. */
    private static void put(Grant grant, Map<String, String> parameters) {
        if (grant instanceof Refresh refresh) {
            parameters.put("grant_type", "refresh_token");
            parameters.put("refresh_token", refresh.token().value().reveal());
        } else if (grant instanceof AuthorizationCode consent) {
            parameters.put("code", consent.code().reveal());
            parameters.put("expiring", "1");
        } else if (grant instanceof IdToken subject) {
            exchange(subject.token().reveal(), ID_TOKEN, parameters);
        } else if (grant instanceof Migration migration) {
            exchange(migration.legacy().value().reveal(), OFFLINE, parameters);
        } else {
            parameters.put("grant_type", "client_credentials");
        }
    }

    /** RFC 8693 §2.1. */
    private static void exchange(String subject, String type, Map<String, String> parameters) {
        parameters.put("grant_type", EXCHANGE);
        parameters.put("subject_token", subject);
        parameters.put("subject_token_type", type);
        parameters.put("requested_token_type", OFFLINE);
        parameters.put("expiring", "1");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
