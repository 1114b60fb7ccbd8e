package dev.tokenbroker.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** As much of the Admin API as tells whether a token works, and the two calls with which an app uninstalls itself. */
final class AdminApi {
    private static final String NON_EXPIRING_REFUSED = "[API] Non-expiring access tokens are no longer accepted for the"
            + " Admin API. Start using expiring offline tokens: https://shopify.dev/docs/apps/build/"
            + "authentication-authorization/access-tokens/offline-access-tokens"
            + "#expiring-vs-non-expiring-offline-tokens";

    private final Vertx vertx;
    private final ShopifyState state;
    private final AnswerWriter writer;

    AdminApi(Vertx vertx, ShopifyState state) {
        this.vertx = vertx;
        this.state = state;
        this.writer = new AnswerWriter(vertx);
    }

    void handle(HttpServerRequest request, SimulatedShop shop, String path) {
        request.body().onSuccess(body -> received(request, shop, path, body));
    }

    private void received(HttpServerRequest request, SimulatedShop shop, String path, Buffer body) {
        Fault fault = shop.apiFaults().take();
        fault.playBeforeProcessing(vertx)
                .compose(answer -> answer.isDecided()
                        ? Future.succeededFuture(answer)
                        : fault.playAfterCommit(vertx, state.locked(() -> process(request, shop, path, body))))
                .onSuccess(answer -> writer.write(
                        request, answer.with("X-Request-Id", UUID.randomUUID().toString()), () -> {}));
    }

    private Answer process(HttpServerRequest request, SimulatedShop shop, String path, Buffer body) {
        if (shop.status() != ShopStatus.ACTIVE) {
            return shop.status().answer();
        }
        String token =
                Optional.ofNullable(request.getHeader("X-Shopify-Access-Token")).orElse("");
        Installation installation = shop.holderOf(token).orElse(null);
        if (installation == null || !installation.accessToken(token).isAlive(state.now())) {
            return errors(401, "[API] Invalid API key or access token (unrecognized login or wrong password)");
        }
        String address = request.remoteAddress().hostAddress();
        return forbidden(installation, installation.accessToken(token), address).orElseGet(() -> {
            used(installation.accessToken(token), shop);
            return route(request.method(), path, body, shop, installation);
        });
    }

    private Optional<Answer> forbidden(Installation installation, IssuedAccessToken token, String address) {
        if (installation.isRefusedAsNonExpiring(token, state.now())) {
            return Optional.of(errors(403, NON_EXPIRING_REFUSED));
        }
        return installation.app().allows(address)
                ? Optional.empty()
                : Optional.of(errors(403, "[API] This IP address is not on the app's allowlist."));
    }

    private static void used(IssuedAccessToken token, SimulatedShop shop) {
        if (shop.accessTokenUseRetires() && token.sibling() != null) {
            token.sibling().supersedesItsPredecessor();
        }
    }

    private static Answer route(
            HttpMethod method, String path, Buffer body, SimulatedShop shop, Installation installation) {
        if (method == HttpMethod.DELETE && path.equals("/admin/api_permissions/current.json")) {
            shop.uninstall(installation.app());
            return Answer.json(200, new JsonObject());
        }
        String[] parts = path.split("/");
        boolean graphql = parts.length == 5 && parts[2].equals("api") && parts[4].equals("graphql.json");
        if (method == HttpMethod.POST && graphql) {
            return AdminGraphQl.answer(body, shop, installation).with("X-Shopify-API-Version", parts[3]);
        }
        return errors(404, "Not Found");
    }

    private static Answer errors(int status, String message) {
        return Answer.json(status, new JsonObject().put("errors", message));
    }
}
