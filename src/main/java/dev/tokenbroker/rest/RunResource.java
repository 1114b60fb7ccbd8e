package dev.tokenbroker.rest;

import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.operations.RunKind;
import dev.tokenbroker.operations.Runs;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How runs over installations are doing, whatever they do to each. */
@Path("/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Operations")
public class RunResource {
    /** The kinds of run that are asked for by this path; a migration has one of its own. */
    static final String RUN = "/{kind: secret-rotation|renewals|rewrap|rekey}/{id}";

    private final Runs runs;

    RunResource(Runs runs) {
        this.runs = runs;
    }

    @GET
    @Path(RUN)
    @Operation(operationId = "showRun", summary = "How a run is doing")
    public Uni<RunBody> show(@PathParam("kind") String kind, @PathParam("id") String id) {
        return runs.show(RunKind.ofLabel(kind), RunAnswers.id(id))
                .map(RunAnswers::found)
                .map(RunBody::of);
    }
}
