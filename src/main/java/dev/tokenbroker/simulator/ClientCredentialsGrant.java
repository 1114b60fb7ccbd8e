package dev.tokenbroker.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** A token for the asking, for apps and shops of one organisation. Earlier ones live on. */
final class ClientCredentialsGrant implements Grant {
    private static final Duration LIFE = Duration.ofSeconds(86_399);

    @Override
    public GrantResult answer(GrantCall call) {
        if (!call.app().isSameOrganisation()) {
            return new OAuthError(400, "shop_not_permitted", "Client credentials cannot be performed on this shop.");
        }
        if (!call.installation().isInstalled()) {
            return new OAuthError(400, "app_not_installed", "The app is not installed on this shop.");
        }
        IssuedAccessToken token = call.installation()
                .mint(TokenKind.CLIENT_CREDENTIALS, call.secret(), call.now().plus(LIFE));
        return GrantResult.minted(new JsonObject()
                .put("access_token", token.value())
                .put("scope", call.installation().scopes())
                .put("expires_in", LIFE.toSeconds()));
    }
}
