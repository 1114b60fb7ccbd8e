package dev.tokenbroker.rest;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.MayBeLeftOut;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.operations.GrantRows;
import dev.tokenbroker.operations.Runs;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Runs that renew many grants: under a new client secret, or because an operator says so. */
@Path("/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Operations")
public class GrantOperationResource {
    private static final int USUAL_PER_SECOND = 10;
    private static final int MOST_PER_SECOND = 200;
    private static final int MOST_SHOPS = 1_000;

    private final Runs runs;
    private final GrantRows rows;
    private final Shops shops;

    GrantOperationResource(Runs runs, GrantRows rows, Shops shops) {
        this.runs = runs;
        this.rows = rows;
        this.shops = shops;
    }

    /** @param perSecond ceiling of renewals in a second */
    public record RotationOrder(Optional<String> app, Optional<Integer> perSecond) {
        static final RotationOrder USUAL = new RotationOrder(Optional.empty(), Optional.empty());
    }

    /**
     * @param shops domains, at most a thousand
     * @param perSecond ceiling of renewals in a second
     */
    public record RenewalOrder(Optional<String> app, List<String> shops, Optional<Integer> perSecond) {}

    @POST
    @Path("/secret-rotation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startSecretRotation",
            summary = "Renew every grant of an app under its current client secret",
            description = "Starts a run, or lets the one under way or paused go on where it stopped. Done means that no"
                    + " grant is left on the old secret, and that it may be revoked.")
    @APIResponse(
            responseCode = "202",
            description = "The run",
            content = @Content(schema = @Schema(implementation = RunBody.class)))
    public Uni<Response> rotate(@MayBeLeftOut RotationOrder given) {
        RotationOrder order = given == null ? RotationOrder.USUAL : given;
        ShopifyApp app = shops.wholeApp(order.app().orElse(null));
        int perSecond = RunAnswers.perSecond(order.perSecond(), USUAL_PER_SECOND, MOST_PER_SECOND);
        return runs.rotateSecret(app, perSecond, shops.actor())
                .map(report -> RunAnswers.accepted("/v1/operations/secret-rotation", RunBody.of(report)));
    }

    @POST
    @Path("/renewals")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "startRenewals", summary = "Renew some installations' grants now")
    @APIResponse(
            responseCode = "202",
            description = "The run",
            content = @Content(schema = @Schema(implementation = RunBody.class)))
    public Uni<Response> renew(RenewalOrder order) {
        List<InstallationKey> named = named(order);
        AppName app = named.get(0).app();
        int perSecond = RunAnswers.perSecond(order.perSecond(), USUAL_PER_SECOND, MOST_PER_SECOND);
        return rows.resolve(named)
                .map(GrantOperationResource::known)
                .flatMap(members -> runs.renew(app, members, perSecond, shops.actor()))
                .map(report -> RunAnswers.accepted("/v1/operations/renewals", RunBody.of(report)));
    }

    private List<InstallationKey> named(RenewalOrder order) {
        if (order == null
                || order.shops() == null
                || order.shops().isEmpty()
                || order.shops().size() > MOST_SHOPS) {
            throw new ProblemException(Problem.invalid("shops", "is a list of 1 to " + MOST_SHOPS + " domains"));
        }
        return IntStream.range(0, order.shops().size())
                .mapToObj(place -> shops.key(domain(order, place), order.app().orElse(null)))
                .toList();
    }

    private static ShopDomain domain(RenewalOrder order, int place) {
        return ShopDomain.parse(order.shops().get(place)).orElseThrow(() -> at(place, "is not a shop's domain"));
    }

    private static List<UUID> known(List<Optional<UUID>> resolved) {
        return IntStream.range(0, resolved.size())
                .mapToObj(place -> resolved.get(place).orElseThrow(() -> at(place, "is not an installation")))
                .distinct()
                .toList();
    }

    private static ProblemException at(int place, String detail) {
        return new ProblemException(Problem.invalid("shops[" + place + "]", detail));
    }
}
