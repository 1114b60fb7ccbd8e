package dev.tokenbroker.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The tokens that a code or an ID token is exchanged for. */
final class Acquisition {
    private static final Duration ONLINE_LIFE = Duration.ofSeconds(86_399);

    private Acquisition() {}

    /** Retires every earlier refresh token of the app on the shop, whichever kind is acquired. */
    static GrantResult offline(GrantCall call) {
        Installation installation = call.installation();
        if (call.request().isExpiring()) {
            return GrantResult.minted(
                    installation.acquireExpiring(call.secret(), call.now()).answer());
        }
        IssuedAccessToken token = installation.acquireNonExpiring(call.secret());
        return GrantResult.minted(
                new JsonObject().put("access_token", token.value()).put("scope", installation.scopes()));
    }

    /** A token of one user: it leaves the offline grant alone. */
    static GrantResult online(GrantCall call) {
        Installation installation = call.installation();
        IssuedAccessToken token =
                installation.mint(TokenKind.ONLINE, call.secret(), call.now().plus(ONLINE_LIFE));
        return GrantResult.minted(new JsonObject()
                .put("access_token", token.value())
                .put("scope", installation.scopes())
                .put("expires_in", ONLINE_LIFE.toSeconds())
                .put("associated_user_scope", installation.scopes())
                .put("associated_user", user()));
    }

    private static JsonObject user() {
        return new JsonObject()
                .put("id", 902_541_635L)
                .put("first_name", "Sim")
                .put("last_name", "Merchant")
                .put("email", "merchant@shop.example")
                .put("email_verified", true)
                .put("account_owner", true)
                .put("locale", "en")
                .put("collaborator", false);
    }
}
