package dev.tokenbroker.oauth;

import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.installation.AuthorizationStates;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Sends a browser to Shopify for consent, with a state that it alone can bring back; or on, where consent is there already. */
@Singleton
final class Installs {
    /** A grant that Shopify confirmed within this time is taken for the living one. */
    private static final Duration CONFIRMED = Duration.ofHours(1);

    private final AuthorizationStates states;
    private final InstallationStore store;
    private final AuthorizeEndpoint authorize;
    private final Nonces nonces;

    Installs(AuthorizationStates states, InstallationStore store, AuthorizeEndpoint authorize, Nonces nonces) {
        this.states = states;
        this.store = store;
        this.authorize = authorize;
        this.nonces = nonces;
    }

    /** An app that has an address, opened for a shop; whatever signature there is holds. */
    record Launch(ShopifyApp app, ShopDomain shop, LinkQuery query, Frame frame) {
        InstallationKey key() {
            return new InstallationKey(app.name(), shop);
        }
    }

    /** @param cookies of the browser, or null */
    Uni<Response> begin(Launch launch, String cookies) {
        if (!launch.query().claimsASignature()) {
            return consent(launch, cookies);
        }
        return store.find(launch.key())
                .map(row -> row.filter(known -> suffices(known, launch.app())).isPresent())
                .flatMap(done -> done
                        ? Uni.createFrom()
                                .item(BrowserAnswers.installed(
                                        launch.app(),
                                        launch.shop(),
                                        AdminHost.of(launch.query(), launch.shop()),
                                        launch.frame()))
                        : consent(launch, cookies));
    }

    /**
     * Whether the merchant who opens the app need not be asked. An expiring grant that Shopify did not confirm lately may be of
     * an installation that he has ended and begun anew; of the others, a new one would be another kind of grant.
     */
    private boolean suffices(Installation row, ShopifyApp app) {
        return row.state() == InstallationState.ACTIVE
                && row.token().isPresent()
                && row.scopes().cover(app.scopes())
                && (row.grant() != GrantKind.EXPIRING || row.confirmation().within(CONFIRMED));
    }

    private Uni<Response> consent(Launch launch, String cookies) {
        if (launch.frame().around()) {
            return Uni.createFrom()
                    .item(BrowserAnswers.outOfFrame(
                            launch.app().installUrl(launch.shop()).orElseThrow(), launch.shop(), launch.frame()));
        }
        BrowserCookie cookie = BrowserCookie.of(launch.app());
        String browser = cookie.in(cookies).orElseGet(nonces::next);
        String state = nonces.next();
        return states.begin(new AuthorizationStates.Return(Nonces.digest(state), Nonces.digest(browser), launch.key()))
                .map(begun -> Response.fromResponse(BrowserAnswers.redirect(authorize.url(
                                launch.app(),
                                launch.shop(),
                                launch.app().callbackUrl().orElseThrow(),
                                state)))
                        .header(HttpHeaders.SET_COOKIE, cookie.set(browser))
                        .build());
    }
}
