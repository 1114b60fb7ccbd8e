package dev.tokenbroker.rest;

import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.MayBeLeftOut;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.operations.RunKind;
import dev.tokenbroker.operations.Runs;
import dev.tokenbroker.operations.Runs.Report;
import dev.tokenbroker.token.KeyProvider;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Runs that wrap every data key anew: under the newest version of a key, or under another provider's. */
@Path("/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Operations")
public class KeyOperationResource {
    private static final int USUAL_PER_SECOND = 500;
    private static final int MOST_PER_SECOND = 5_000;

    private final Runs runs;
    private final Shops shops;

    KeyOperationResource(Runs runs, Shops shops) {
        this.runs = runs;
        this.shops = shops;
    }

    /** @param perSecond ceiling of installations in a second */
    public record RewrapOrder(Optional<Integer> perSecond) {}

    /** @param to {@code vault} or {@code local} */
    public record RekeyOrder(String to, Optional<Integer> perSecond) {}

    @POST
    @Path("/rewrap")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startRewrap",
            summary = "Wrap every data key under the newest version of Vault's key",
            description = "Starts a run, or lets the one under way or paused go on where it stopped.")
    @APIResponse(
            responseCode = "202",
            description = "The run",
            content = @Content(schema = @Schema(implementation = RunBody.class)))
    public Uni<Response> rewrap(@MayBeLeftOut RewrapOrder order) {
        shops.demandWholeFleet();
        int perSecond = perSecond(order == null ? Optional.empty() : order.perSecond());
        return runs.rewrap(perSecond, shops.actor())
                .map(started -> accepted(
                        RunKind.REWRAP,
                        started.orElseThrow(() -> new ProblemException(Problem.of(
                                ProblemCode.NOT_ELIGIBLE, "Vault is not configured: there is nothing to rewrap.")))));
    }

    @POST
    @Path("/rekey")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startRekey",
            summary = "Wrap every data key under another provider's key",
            description = "Starts a run, or lets the one under way or paused go on where it stopped.")
    @APIResponse(
            responseCode = "202",
            description = "The run",
            content = @Content(schema = @Schema(implementation = RunBody.class)))
    public Uni<Response> rekey(RekeyOrder order) {
        shops.demandWholeFleet();
        KeyProvider to = provider(order == null ? null : order.to());
        return runs.rekey(to, perSecond(order.perSecond()), shops.actor())
                .map(started -> accepted(
                        RunKind.REKEY,
                        started.orElseThrow(() -> new ProblemException(Problem.invalid(
                                "to", "is a provider that is not configured beside the current one")))));
    }

    private static Response accepted(RunKind kind, Report report) {
        return RunAnswers.accepted("/v1/operations/" + kind.label(), RunBody.of(report));
    }

    private static int perSecond(Optional<Integer> asked) {
        return RunAnswers.perSecond(asked == null ? Optional.empty() : asked, USUAL_PER_SECOND, MOST_PER_SECOND);
    }

    private static KeyProvider provider(String label) {
        return Arrays.stream(KeyProvider.values())
                .filter(provider -> provider.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.invalid("to", "is vault or local")));
    }
}
