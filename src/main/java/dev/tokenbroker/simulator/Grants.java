package dev.tokenbroker.simulator;

import java.util.Map;

/** Tells from a call's parameters which grant it asks for. */
final class Grants {
    private static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String UNKNOWN = "unknown";

    private final Map<String, Grant> byName = Map.of(
            "refresh_token",
            new RefreshGrant(),
            "code",
            new CodeGrant(),
            "id_token",
            new IdTokenGrant(),
            "migration",
            new MigrationGrant(),
            "client_credentials",
            new ClientCredentialsGrant(),
            UNKNOWN,
            Grants::refuse);

    GrantResult answer(GrantCall call) {
        return byName.get(nameOf(call.request())).answer(call);
    }

    static String nameOf(TokenRequest request) {
        return switch (request.get("grant_type")) {
            case "refresh_token", "client_credentials" -> request.get("grant_type");
            case TOKEN_EXCHANGE -> exchangeOf(request.get("subject_token_type"));
            case "" -> request.has("code") ? "code" : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    private static String exchangeOf(String subjectType) {
        return switch (subjectType) {
            case IdTokenGrant.SUBJECT_TYPE -> "id_token";
            case MigrationGrant.OFFLINE_TYPE -> "migration";
            default -> UNKNOWN;
        };
    }

    private static GrantResult refuse(GrantCall call) {
        if (!call.request().has("grant_type") || call.parameter("grant_type").equals(TOKEN_EXCHANGE)) {
            return OAuthError.invalidRequest("A required parameter is missing or not supported");
        }
        return new OAuthError(400, "unsupported_grant_type", "The grant_type is not supported");
    }
}
