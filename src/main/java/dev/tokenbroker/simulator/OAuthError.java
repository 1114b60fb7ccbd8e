package dev.tokenbroker.simulator;

import io.vertx.core.json.JsonObject;

/** A refusal in Shopify's own words: HTTP status, error code, description. */
record OAuthError(int status, String code, String description) implements GrantResult {
    static OAuthError inactiveRefreshToken() {
        return new OAuthError(401, "invalid_request", "This request requires an active refresh_token");
    }

    static OAuthError invalidRequest(String description) {
        return new OAuthError(400, "invalid_request", description);
    }

    static OAuthError invalidSubjectToken(String description) {
        return new OAuthError(400, "invalid_subject_token", description);
    }

    /** JSON only for those who ask for it; everybody else gets the page a browser would see, with the same status. */
    Answer answer(boolean acceptsJson) {
        if (acceptsJson) {
            return Answer.json(status, new JsonObject().put("error", code).put("error_description", description));
        }
        return Answer.html(status, status + " - Oauth error " + code, "Oauth error " + code + ": " + description);
    }
}
