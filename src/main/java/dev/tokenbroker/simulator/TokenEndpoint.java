package dev.tokenbroker.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** {@code POST /admin/oauth/access_token}: counts the call, plays its fault, and asks its grant under the lock. */
final class TokenEndpoint {
    private static final int BODY_LIMIT = 64 * 1024;

    private final Vertx vertx;
    private final ShopifyState state;
    private final TokenCalls calls;
    private final FaultScript faultsOfAll;
    private final AnswerWriter writer;
    private final Grants grants = new Grants();

    TokenEndpoint(Vertx vertx, ShopifyState state, TokenCalls calls, FaultScript faultsOfAll) {
        this.vertx = vertx;
        this.state = state;
        this.calls = calls;
        this.faultsOfAll = faultsOfAll;
        this.writer = new AnswerWriter(vertx);
    }

    void handle(HttpServerRequest request, SimulatedShop shop) {
        if (request.method() != HttpMethod.POST) {
            writer.write(request, Answer.html(404, "404 Not Found", "Not found"), () -> {});
            return;
        }
        request.body().onSuccess(body -> received(request, shop, body));
    }

    private void received(HttpServerRequest request, SimulatedShop shop, Buffer body) {
        TokenRequest parameters = body.length() > BODY_LIMIT
                ? TokenRequest.UNREADABLE
                : TokenRequest.parse(request.getHeader("Content-Type"), body);
        CallInProgress call = calls.arrived(shop.domain(), parameters, state.now());
        request.response().closeHandler(gone -> call.leaves());
        boolean acceptsJson = acceptsJson(request);
        Fault fault = shop.faults().takeOr(faultsOfAll);
        fault.playBeforeProcessing(vertx)
                .compose(answer -> answer.isDecided()
                        ? Future.succeededFuture(answer)
                        : fault.playAfterCommit(vertx, process(call, shop, acceptsJson)))
                .onSuccess(answer -> {
                    call.answeredWith(answer.status());
                    writer.write(request, answer, call::leaves);
                });
    }

    private Answer process(CallInProgress call, SimulatedShop shop, boolean acceptsJson) {
        ShopStatus status = shop.tokenEndpointStatus();
        if (status != ShopStatus.ACTIVE) {
            return status.answer();
        }
        GrantResult result = state.locked(() -> grant(call.request(), shop));
        if (result instanceof GrantResult.Granted granted) {
            if (granted.minted()) {
                call.minted();
            }
            return Answer.json(200, granted.body()).with("Cache-Control", "no-store");
        }
        return ((OAuthError) result).answer(acceptsJson);
    }

    private GrantResult grant(TokenRequest request, SimulatedShop shop) {
        if (request.isUnreadable() || !request.has("client_id")) {
            return OAuthError.invalidRequest("The body is not a readable form or JSON object with a client_id");
        }
        SimulatedApp app = state.findApp(request.get("client_id"));
        if (app == null) {
            return new OAuthError(
                    400, "application_cannot_be_found", "Could not find Shopify API application with this api_key");
        }
        if (Grants.nameOf(request).equals(Grants.APP_ONLY)) {
            return grants.answer(callOf(request, shop, app, AppSecret.NONE));
        }
        if (!request.has("client_secret")) {
            return OAuthError.invalidRequest("The client_secret is missing");
        }
        return app.authenticate(request.get("client_secret"))
                .map(secret -> grants.answer(callOf(request, shop, app, secret)))
                .orElseGet(app::wrongSecret);
    }

    private GrantCall callOf(TokenRequest request, SimulatedShop shop, SimulatedApp app, AppSecret secret) {
        return new GrantCall(request, shop, shop.installationOf(app), secret, state.now());
    }

    private static boolean acceptsJson(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("application/json");
    }
}
