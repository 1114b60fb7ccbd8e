package dev.tokenbroker.oauth;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.http.CurrentRequest;
import dev.tokenbroker.http.RawQuery;
import dev.tokenbroker.oauth.Callbacks.Callback;
import dev.tokenbroker.secret.SecretString;
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

/** Where Shopify sends the browser when the merchant has consented. */
@Path("/oauth/{app}/callback")
public class CallbackResource {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Apps apps;
    private final RawQuery query;
    private final Callbacks callbacks;
    private final Clock clock;
    private final CurrentRequest request;

    CallbackResource(Apps apps, RawQuery query, Callbacks callbacks, Clock clock, CurrentRequest request) {
        this.apps = apps;
        this.query = query;
        this.callbacks = callbacks;
        this.clock = clock;
        this.request = request;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> finish(@PathParam("app") String name, @HeaderParam(HttpHeaders.COOKIE) String cookies) {
        Optional<ShopifyApp> app = apps.named(new AppName(name))
                .filter(known -> known.callbackUrl().isPresent());
        Optional<LinkQuery> parsed = LinkQuery.parse(query.text());
        if (app.isEmpty() || parsed.isEmpty()) {
            return refused(app.isEmpty() ? Refusal.UNKNOWN_APP : Refusal.UNREADABLE, name);
        }
        Optional<ShopDomain> shop = parsed.get().shop();
        if (shop.isEmpty()) {
            return refused(Refusal.NO_SHOP, name);
        }
        if (app.get().secrets().isEmpty()) {
            return Uni.createFrom().item(BrowserAnswers.away(SOON, Frame.NONE));
        }
        return checked(app.get(), shop.get(), parsed.get(), cookies);
    }

    private Uni<Response> checked(ShopifyApp app, ShopDomain shop, LinkQuery link, String cookies) {
        Optional<String> code = link.value("code");
        if (code.isEmpty() && link.value("error").isPresent()) {
            return answer(new CallbackOutcome.Refused(Refusal.DENIED), app, shop, link);
        }
        Optional<Refusal> unsigned = ShopifySignature.refusal(app, link, clock);
        if (unsigned.isPresent()) {
            return refused(unsigned.get(), app.name().value());
        }
        Optional<String> state = link.value("state");
        if (state.isEmpty() || code.isEmpty()) {
            return refused(Refusal.UNREADABLE, app.name().value());
        }
        Callback callback = new Callback(
                app, shop, state.get(), BrowserCookie.of(app).in(cookies), SecretString.of(code.get()), request.id());
        return callbacks.finish(callback).flatMap(outcome -> answer(outcome, app, shop, link));
    }

    private static Uni<Response> answer(CallbackOutcome outcome, ShopifyApp app, ShopDomain shop, LinkQuery link) {
        if (outcome instanceof CallbackOutcome.Refused refused) {
            return Uni.createFrom()
                    .item(BrowserAnswers.refused(refused.why(), app.name().value(), app.installUrl(shop), Frame.NONE));
        }
        return Uni.createFrom()
                .item(
                        outcome instanceof CallbackOutcome.Away away
                                ? BrowserAnswers.away(away.retryAfter(), Frame.NONE)
                                : BrowserAnswers.installed(app, shop, AdminHost.of(link, shop), Frame.NONE));
    }

    private static Uni<Response> refused(Refusal refusal, String app) {
        return Uni.createFrom().item(BrowserAnswers.refused(refusal, app, Optional.empty(), Frame.NONE));
    }
}
