package dev.tokenbroker.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.broker.Pauses;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.installation.RenewalPauses.Scope;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Renewals are stopped, and go on, at an operator's word. */
@Path("/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Operations")
public class PauseResource {
    private static final String RENEWALS = "renewals";

    private final Pauses pauses;
    private final Shops shops;

    PauseResource(Pauses pauses, Shops shops) {
        this.pauses = pauses;
        this.shops = shops;
    }

    /**
     * @param what {@code renewals}
     * @param app every app, where neither it nor a shop is named
     * @param shop every shop, where it is left out
     */
    public record PauseOrder(String what, Optional<String> app, Optional<String> shop) {}

    /**
     * What the order was about.
     *
     * @param app null where it was every app
     * @param shop null where it was every shop
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PauseBody(String what, String app, String shop, boolean paused) {
        static PauseBody of(Scope scope, boolean paused) {
            if (scope instanceof Scope.OneShop one) {
                return new PauseBody(
                        RENEWALS, one.key().app().value(), one.key().shop().value(), paused);
            }
            return new PauseBody(
                    RENEWALS, scope instanceof Scope.OneApp one ? one.app().value() : null, null, paused);
        }
    }

    @POST
    @Path("/pause")
    @Operation(
            operationId = "pause",
            summary = "Stop renewals: of the fleet, of an app, or of one shop",
            description =
                    "On every replica within a second, and across restarts. A call under way is finished; tokens are"
                            + " served while they live, then reads are 503 shopify-unavailable. Installs, exchanges and imports"
                            + " go on.")
    public Uni<PauseBody> pause(PauseOrder order) {
        return told(order, true, pauses::pause);
    }

    @POST
    @Path("/resume")
    @Operation(
            operationId = "resume",
            summary = "Let renewals go on that were stopped",
            description =
                    "Ends the pause that was ordered with the same app and shop: one of a shop outlasts that of its app.")
    public Uni<PauseBody> resume(PauseOrder order) {
        return told(order, false, pauses::resume);
    }

    private Uni<PauseBody> told(PauseOrder order, boolean paused, BiFunction<Scope, Actor, Uni<Boolean>> change) {
        Scope scope = scope(order);
        return change.apply(scope, shops.actor()).map(known -> {
            if (!known) {
                throw new ProblemException(Problem.of(ProblemCode.UNKNOWN_SHOP));
            }
            return PauseBody.of(scope, paused);
        });
    }

    private Scope scope(PauseOrder order) {
        if (order == null || !RENEWALS.equals(order.what())) {
            throw new ProblemException(Problem.invalid("what", "is renewals"));
        }
        String app = order.app().orElse(null);
        if (order.shop().isPresent()) {
            ShopDomain shop =
                    ShopDomain.parse(order.shop().get()).orElseThrow(() -> new ProblemException(Problem.invalidShop()));
            return new Scope.OneShop(shops.key(shop, app));
        }
        if (app == null) {
            shops.demandWholeFleet();
            return new Scope.WholeFleet();
        }
        AppName whole = shops.wholeApp(app).name();
        return new Scope.OneApp(whole);
    }
}
