package dev.tokenbroker.simulator;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;

/**
 * {@code GET /admin/oauth/authorize}: the merchant answers at once, as the shop was told to; or a page asks whoever sits before
 * the browser.
 */
final class AuthorizePage {
    /** Ours, and on the way from the question back to here alone. */
    private static final String ANSWER = "sim_answer";

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
        String answer = parameter(parameters, ANSWER);
        if (answer.isEmpty() && shop.merchantIsAsked()) {
            return question(shop, app, request.query());
        }
        if (answer.equals("no")) {
            return found(shop.denialUrl(app, URI.create(redirect), parameter(parameters, "state")));
        }
        if (!shop.merchantConsents()) {
            return found(URI.create("https://" + shop.domain() + "/admin"));
        }
        boolean online = "per-user".equals(parameters.get("grant_options[]"));
        String scopes = parameter(parameters, "scope");
        String nonce = parameter(parameters, "state");
        return found(shop.callbackUrl(app, URI.create(redirect), nonce, scopes, online));
    }

    private static Answer question(SimulatedShop shop, SimulatedApp app, String query) {
        String again = "?" + query.replace("&", "&amp;") + "&amp;" + ANSWER + "=";
        return Answer.of(
                200,
                "text/html; charset=utf-8",
                Buffer.buffer("<!DOCTYPE html><html><head><title>Install app</title>"
                        + "<meta name=viewport content='width=device-width'></head><body><h1>Install app</h1><p>"
                        + app.clientId() + " on " + shop.domain() + " (simulated)</p><p><a href=\"" + again
                        + "yes\">Install</a> <a href=\"" + again + "no\">Cancel</a></p></body></html>"));
    }

    private static Answer found(URI location) {
        return Answer.html(302, "302", "You are being redirected.").with("Location", location.toString());
    }

    private static String parameter(MultiMap parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).orElse("");
    }
}
