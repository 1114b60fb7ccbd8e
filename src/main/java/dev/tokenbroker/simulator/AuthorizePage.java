package dev.tokenbroker.simulator;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;

/** {@code GET /admin/oauth/authorize}: the merchant is asked and answers at once, as the shop was told to. */
final class AuthorizePage {
    private final ShopifyState state;

    AuthorizePage(ShopifyState state) {
        this.state = state;
    }

    Answer answer(HttpServerRequest request, SimulatedShop shop) {
        MultiMap parameters = request.params();
        SimulatedApp app = state.findApp(parameter(parameters, "client_id"));
        if (app == null) {
            return new OAuthError(400, "application_cannot_be_found", "Could not find the application").answer(false);
        }
        String redirect = parameter(parameters, "redirect_uri");
        if (!app.redirectsTo(redirect)) {
            return OAuthError.invalidRequest("The redirect_uri is not whitelisted")
                    .answer(false);
        }
        if (!shop.merchantConsents()) {
            return found(URI.create("https://" + shop.domain() + "/admin"));
        }
        boolean online = "per-user".equals(parameters.get("grant_options[]"));
        String scopes = parameter(parameters, "scope");
        String nonce = parameter(parameters, "state");
        return found(shop.callbackUrl(app, URI.create(redirect), nonce, scopes, online));
    }

    private static Answer found(URI location) {
        return Answer.html(302, "302", "You are being redirected.").with("Location", location.toString());
    }

    private static String parameter(MultiMap parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).orElse("");
    }
}
