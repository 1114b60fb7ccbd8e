package dev.tokenbroker.oauth;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.http.RawQuery;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The App URL: where Shopify opens the app, and where a merchant begins to install it. */
@Path("/oauth/{app}/install")
public class InstallResource {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Apps apps;
    private final RawQuery query;
    private final Installs installs;
    private final Clock clock;

    InstallResource(Apps apps, RawQuery query, Installs installs, Clock clock) {
        this.apps = apps;
        this.query = query;
        this.installs = installs;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> install(
            @PathParam("app") String name,
            @HeaderParam(HttpHeaders.COOKIE) String cookies,
            @HeaderParam("Sec-Fetch-Dest") String destination) {
        Optional<LinkQuery> parsed = LinkQuery.parse(query.text());
        Optional<ShopDomain> shop = parsed.flatMap(LinkQuery::shop);
        Frame frame = parsed.map(link -> Frame.of(destination, link, shop)).orElse(Frame.NONE);
        Optional<ShopifyApp> app = apps.named(new AppName(name))
                .filter(known -> known.callbackUrl().isPresent());
        Optional<Refusal> refusal = refusal(app, parsed, shop);
        if (refusal.isPresent()) {
            return Uni.createFrom().item(BrowserAnswers.refused(refusal.get(), name, Optional.empty(), frame));
        }
        if (app.get().secrets().isEmpty()) {
            return Uni.createFrom().item(BrowserAnswers.away(SOON, frame));
        }
        return checked(new Installs.Launch(app.get(), shop.get(), parsed.get(), frame), cookies);
    }

    private static Optional<Refusal> refusal(
            Optional<ShopifyApp> app, Optional<LinkQuery> query, Optional<ShopDomain> shop) {
        if (app.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_APP);
        }
        if (query.isEmpty()) {
            return Optional.of(Refusal.UNREADABLE);
        }
        return shop.isEmpty() ? Optional.of(Refusal.NO_SHOP) : Optional.empty();
    }

    private Uni<Response> checked(Installs.Launch launch, String cookies) {
        Optional<Refusal> refusal = launch.query().claimsASignature()
                ? ShopifySignature.refusal(launch.app(), launch.query(), clock)
                : Optional.empty();
        return refusal.map(known -> Uni.createFrom()
                        .item(BrowserAnswers.refused(
                                known, launch.app().name().value(), Optional.empty(), launch.frame())))
                .orElseGet(() -> installs.begin(launch, cookies)
                        .onFailure(StoreUnavailableException.class)
                        .recoverWithItem(() -> BrowserAnswers.away(SOON, launch.frame())));
    }
}
