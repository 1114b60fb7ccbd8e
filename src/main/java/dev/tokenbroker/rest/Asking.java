package dev.tokenbroker.rest;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.caller.Caller;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.shop.ShopDomain;
import java.util.Optional;

/** Who asks, by which request, and which installations he may ask about. Outlives the resource method, for answers that are streamed. */
record Asking(Apps apps, Caller caller, String requestId) {
    /**
     * @param app may be left out where only one is configured, or one is called {@code default}
     * @throws ProblemException 400 for an app that is not configured; 404 where the caller may not have it, just as for a
     *     shop that is not there
     */
    InstallationKey key(ShopDomain shop, Optional<String> app) {
        AppName name = app(app).name();
        return permitted(shop, name).orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.UNKNOWN_SHOP)));
    }

    /** {@link #key} for whoever does not say why not. */
    Optional<InstallationKey> permitted(ShopDomain shop, Optional<String> app) {
        return configured(app).flatMap(found -> permitted(shop, found.name()));
    }

    private Optional<InstallationKey> permitted(ShopDomain shop, AppName app) {
        return caller.mayHave(shop) && caller.mayUse(app)
                ? Optional.of(new InstallationKey(app, shop))
                : Optional.empty();
    }

    private Optional<ShopifyApp> configured(Optional<String> name) {
        return name.isPresent() ? apps.named(new AppName(name.get())) : apps.unnamed();
    }

    ShopifyApp app(Optional<String> name) {
        return configured(name)
                .orElseThrow(() -> new ProblemException(Problem.invalid(
                        "app", name.isPresent() ? "is not configured" : "has to be named: several are configured")));
    }

    /** Who asks, as the audit record names him. */
    Actor actor() {
        return Actor.within(requestId, "caller:" + caller.name());
    }
}
