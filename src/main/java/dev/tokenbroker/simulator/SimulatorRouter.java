package dev.tokenbroker.simulator;

import dev.tokenbroker.shop.ShopDomain;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Finds a request's shop, in the first segment of the path or else in the Host header, and who answers the rest. */
final class SimulatorRouter implements Handler<HttpServerRequest> {
    private final ShopifyState state;
    private final TokenEndpoint tokenEndpoint;
    private final AdminApi adminApi;
    private final AuthorizePage authorizePage;
    private final AnswerWriter writer;

    SimulatorRouter(Vertx vertx, ShopifyState state, TokenEndpoint tokenEndpoint) {
        this.state = state;
        this.tokenEndpoint = tokenEndpoint;
        this.adminApi = new AdminApi(vertx, state);
        this.authorizePage = new AuthorizePage(state);
        this.writer = new AnswerWriter(vertx);
    }

    @Override
    public void handle(HttpServerRequest request) {
        Optional<ShopDomain> inPath = shopInPath(request.path());
        Optional<ShopDomain> domain = inPath.isPresent() ? inPath : shopInHost(request);
        String path = inPath.isPresent() ? withoutShop(request.path()) : request.path();
        SimulatedShop shop = domain.map(ShopDomain::value).map(state::findShop).orElse(null);
        if (shop == null) {
            writer.write(request, absent(request, domain.map(ShopDomain::value), path), () -> {});
        } else if (path.equals("/admin/oauth/authorize")) {
            writer.write(request, authorizePage.answer(request, shop), () -> {});
        } else if (path.equals("/admin/oauth/access_token")) {
            tokenEndpoint.handle(request, shop);
        } else {
            adminApi.handle(request, shop, path);
        }
    }

    private Answer absent(HttpServerRequest request, Optional<String> domain, String path) {
        SimulatedShop moved = domain.map(state::findMoved).orElse(null);
        if (moved == null) {
            return Answer.unknownShop();
        }
        boolean inPath = !path.equals(request.path());
        String base = inPath ? "http://" + request.authority() + "/" + moved.domain() : "https://" + moved.domain();
        return Answer.html(301, "301", "Moved").with("Location", base + path);
    }

    private static Optional<ShopDomain> shopInPath(String path) {
        return path.startsWith("/") ? ShopDomain.parse(path.substring(1).split("/", 2)[0]) : Optional.empty();
    }

    private static String withoutShop(String path) {
        int rest = path.indexOf('/', 1);
        return rest < 0 ? "/" : path.substring(rest);
    }

    private static Optional<ShopDomain> shopInHost(HttpServerRequest request) {
        return Optional.ofNullable(request.authority()).flatMap(authority -> ShopDomain.parse(authority.host()));
    }
}
