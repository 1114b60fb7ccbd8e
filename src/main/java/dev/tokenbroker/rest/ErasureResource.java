package dev.tokenbroker.rest;

import dev.tokenbroker.broker.Erasures;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.ProblemResponses;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Installations end at an operator's word, with nothing left to bring their tokens back. */
@Path("/v1/shops")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Installations")
public class ErasureResource {
    private static final Duration LATER = Duration.ofSeconds(10);

    private final Erasures erasures;
    private final Shops shops;

    ErasureResource(Erasures erasures, Shops shops) {
        this.erasures = erasures;
        this.shops = shops;
    }

    @DELETE
    @Path("/{shop}")
    @Operation(
            operationId = "erase",
            summary = "Erase tokens and data key for good",
            description = "With uninstall=true Shopify is asked first to uninstall the app; where that cannot be done,"
                    + " nothing is erased.")
    @APIResponse(responseCode = "204", description = "Erased")
    public Uni<Response> erase(
            @PathParam("shop") ShopDomain shop,
            @QueryParam("app") String app,
            @QueryParam("uninstall") @DefaultValue("false") boolean uninstall) {
        InstallationKey key = shops.key(shop, app);
        return (uninstall ? erasures.uninstall(key, shops.actor()) : erasures.erase(key, shops.actor()))
                .map(ErasureResource::answer);
    }

    private static Response answer(Erasures.Erasure erasure) {
        return switch (erasure) {
            case ERASED -> Response.noContent().build();
            case UNKNOWN_SHOP -> throw new ProblemException(Problem.of(ProblemCode.UNKNOWN_SHOP));
            case STILL_INSTALLED ->
                ProblemResponses.of(Problem.of(
                                ProblemCode.SHOPIFY_UNAVAILABLE,
                                "Shopify could not be asked to uninstall the app; nothing was erased.")
                        .retryAfterEverywhere(LATER));
        };
    }
}
