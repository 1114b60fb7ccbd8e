package dev.tokenbroker.oauth;

import dev.tokenbroker.simulator.SimulatedApp;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.DevelopmentWorld;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Shops that may install the apps of {@link PublicAddress}, and the addresses at which they do. */
final class InstallWorld {
    private static final AtomicInteger SHOPS = new AtomicInteger();

    private final DevelopmentWorld world;
    private final String base;

    InstallWorld(DevelopmentWorld world, URI base) {
        this.world = world;
        this.base = "http://localhost:" + base.getPort();
        app().redirectUris(callback("default").toString());
        other().redirectUris(callback("other").toString());
    }

    SimulatedApp app() {
        return world.app();
    }

    SimulatedApp other() {
        return world.shopify().app(PublicAddress.OTHER_CLIENT_ID, PublicAddress.OTHER_SECRET);
    }

    /** On which nothing is installed yet. */
    SimulatedShop newShop() {
        return world.shopify().shop("install-" + SHOPS.incrementAndGet() + ".myshopify.com");
    }

    URI callback(String app) {
        return URI.create(base + "/oauth/" + app + "/callback");
    }

    URI callback(SignedLink link) {
        return URI.create(callback("default") + "?" + link.query());
    }

    URI install(String app, String query) {
        return URI.create(base + "/oauth/" + app + "/install" + (query.isEmpty() ? "" : "?" + query));
    }

    /** The plain form: a link on the app's own site. */
    URI install(SimulatedShop shop) {
        return install("default", "shop=" + shop.domain());
    }

    /** The form in which Shopify opens it. */
    URI launch(SimulatedShop shop) {
        return shop.launchUrl(app(), install("default", ""));
    }
}
