package dev.tokenbroker.rest;

import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.operations.RunKind;
import dev.tokenbroker.operations.Runs;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Runs over installations are paused; the order that started one lets it go on. */
@Path("/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Operations")
public class RunPauseResource {
    private final Runs runs;
    private final Shops shops;

    RunPauseResource(Runs runs, Shops shops) {
        this.runs = runs;
        this.shops = shops;
    }

    @DELETE
    @Path(RunResource.RUN)
    @Operation(operationId = "pauseRun", summary = "Pause a run")
    public Uni<RunBody> pause(@PathParam("kind") String kind, @PathParam("id") String id) {
        shops.demandWholeFleet();
        return runs.pause(RunKind.ofLabel(kind), RunAnswers.id(id), shops.actor())
                .map(RunAnswers::found)
                .map(RunBody::of);
    }
}
