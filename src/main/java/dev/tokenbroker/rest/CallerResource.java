package dev.tokenbroker.rest;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.caller.CallerStops;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.Requires;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Callers are stopped at an operator's word, and let in again. */
@Path("/v1/operations/callers/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Operations")
public class CallerResource {
    private final CallerStops stops;
    private final Shops shops;

    CallerResource(CallerStops stops, Shops shops) {
        this.stops = stops;
        this.shops = shops;
    }

    /** @param name as in {@code broker.callers.<name>} */
    record CallerBody(String name, boolean stopped) {}

    @POST
    @Path("/stop")
    @Operation(
            operationId = "stopCaller",
            summary = "Refuse everything to a caller",
            description =
                    "On every replica within a second, and across restarts, whatever the configuration says: every"
                            + " request of his is 403. A caller cannot stop himself.")
    public Uni<CallerBody> stop(@PathParam("name") String name) {
        shops.demandWholeFleet();
        if (shops.asking().caller().name().equals(name)) {
            throw new ProblemException(Problem.of(
                    ProblemCode.NOT_ELIGIBLE,
                    "Nobody can stop himself: there might be nobody left to let him in again."));
        }
        Actor actor = shops.actor();
        return stops.stop(name, actor.name(), actor.requestId()).map(known -> body(known, name, true));
    }

    @POST
    @Path("/start")
    @Operation(operationId = "startCaller", summary = "Let a caller in again that was stopped")
    public Uni<CallerBody> start(@PathParam("name") String name) {
        shops.demandWholeFleet();
        Actor actor = shops.actor();
        return stops.start(name, actor.name(), actor.requestId()).map(known -> body(known, name, false));
    }

    private static CallerBody body(boolean known, String name, boolean stopped) {
        if (!known) {
            throw RunAnswers.notFound();
        }
        return new CallerBody(name, stopped);
    }
}
