package dev.tokenbroker.rest;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.caller.Reach;
import dev.tokenbroker.caller.ShopRule;
import dev.tokenbroker.http.CurrentCaller;
import dev.tokenbroker.http.CurrentRequest;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.shop.ShopDomain;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Which installation a request is about, and whether this caller may have it. */
@RequestScoped
class Shops {
    private final Apps apps;
    private final CurrentCaller caller;
    private final CurrentRequest request;

    Shops(Apps apps, CurrentCaller caller, CurrentRequest request) {
        this.apps = apps;
        this.caller = caller;
        this.request = request;
    }

    /**
     * @param app may be left out where only one is configured, or one is called {@code default}
     * @throws ProblemException 400 for an app that is not configured; 404 where the caller may not have it, just as for a
     *     shop that is not there
     */
    InstallationKey key(ShopDomain shop, String app) {
        return asking().key(shop, Optional.ofNullable(app));
    }

    ShopifyApp app(String name) {
        return asking().app(Optional.ofNullable(name));
    }

    /** For what goes on after the resource method has returned. */
    Asking asking() {
        return new Asking(apps, caller.get(), request.id());
    }

    /** A filter by app, or none. */
    Optional<AppName> filter(String name) {
        return Optional.ofNullable(name).map(given -> app(given).name());
    }

    /** What a listing may show. */
    Reach reach() {
        return caller.get().reach();
    }

    /** What the audit record may show: what concerns the fleet is for whoever has all of it. */
    Optional<Reach> reachOfRecord() {
        return Optional.of(reach()).filter(reach -> !isWholeFleet(reach));
    }

    /** @throws ProblemException 403 where the caller has less than every shop of the app: this concerns them all */
    ShopifyApp wholeApp(String name) {
        ShopifyApp app = app(name);
        Reach reach = reach();
        if (!reach.apps().contains(app.name()) || !everyShop(reach)) {
            throw new ProblemException(Problem.of(ProblemCode.FORBIDDEN));
        }
        return app;
    }

    private static boolean everyShop(Reach reach) {
        return reach.shops().stream().anyMatch(ShopRule.EveryShop.class::isInstance);
    }

    /** @throws ProblemException 403 where the caller has less than every shop of every app: this concerns them all */
    void demandWholeFleet() {
        if (!isWholeFleet(reach())) {
            throw new ProblemException(Problem.of(ProblemCode.FORBIDDEN));
        }
    }

    private boolean isWholeFleet(Reach reach) {
        return everyShop(reach)
                && apps.all().stream().allMatch(app -> reach.apps().contains(app.name()));
    }

    /** Who asks, as the audit record names him. */
    Actor actor() {
        return asking().actor();
    }
}
