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
        if (!caller.mayHave(shop) || !caller.mayUse(name)) {
            throw new ProblemException(Problem.of(ProblemCode.UNKNOWN_SHOP));
        }
        return new InstallationKey(name, shop);
    }

    ShopifyApp app(Optional<String> name) {
        return name.map(given -> apps.named(new AppName(given))
                        .orElseThrow(() -> new ProblemException(Problem.invalid("app", "is not configured"))))
                .orElseGet(() -> apps.unnamed()
                        .orElseThrow(() -> new ProblemException(
                                Problem.invalid("app", "has to be named: several are configured"))));
    }

    /** Who asks, as the audit record names him. */
    Actor actor() {
        return Actor.within(requestId, "caller:" + caller.name());
    }
}
