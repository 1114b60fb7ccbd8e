package dev.tokenbroker.simulator;

import static java.util.Map.entry;

import java.util.Map;

/** Tells from a call's parameters which grant it asks for. */
final class Grants {
    private static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    static final String APP_ONLY = "app_only";

    private static final String UNKNOWN = "unknown";

    private final Map<String, Grant> byName = Map.ofEntries(
            entry("refresh_token", new RefreshGrant()),
            entry("code", new CodeGrant()),
            entry("id_token", new IdTokenGrant()),
            entry("migration", new MigrationGrant()),
            entry("client_credentials", new ClientCredentialsGrant()),
            entry(APP_ONLY, new AppOnlyGrant()),
            entry(UNKNOWN, Grants::refuse));

    GrantResult answer(GrantCall call) {
        return byName.get(nameOf(call.request())).answer(call);
    }

    static String nameOf(TokenRequest request) {
        return switch (request.get("grant_type")) {
            case "refresh_token" -> "refresh_token";
            case "client_credentials" -> request.has("client_assertion") ? APP_ONLY : "client_credentials";
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
