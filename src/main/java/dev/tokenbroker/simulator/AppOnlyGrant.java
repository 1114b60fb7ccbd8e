package dev.tokenbroker.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * A token for an assertion signed with the app's private key instead of the client secret. Shopify has not shown the
 * request yet; this follows RFC 7523 §2.2 and works only for an app that registered a key.
 */
final class AppOnlyGrant implements Grant {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration LIFE = Duration.ofHours(1);
    private static final OAuthError REFUSED =
            new OAuthError(401, "invalid_client", "The client assertion is not valid");

    @Override
    public GrantResult answer(GrantCall call) {
        boolean genuine = call.parameter("client_assertion_type").equals(ASSERTION_TYPE)
                && !call.request().has("client_secret")
                && call.app()
                        .assertions()
                        .accept(call.parameter("client_assertion"), call.app(), audience(call), call.now());
        if (!genuine) {
            return REFUSED;
        }
        Installation installation = call.installation();
        if (!installation.isInstalled()) {
            return new OAuthError(400, "app_not_installed", "The app is not installed on this shop.");
        }
        Instant expiresAt = call.now().plus(LIFE);
        IssuedAccessToken token = installation.mint(TokenKind.APP_ONLY, call.secret(), expiresAt);
        return GrantResult.minted(new JsonObject()
                .put("access_token", token.value())
                .put("scope", installation.scopes())
                .put("expires_in", LIFE.toSeconds()));
    }

    private static String audience(GrantCall call) {
        return "https://" + call.shop().domain() + "/admin/oauth/access_token";
    }
}
