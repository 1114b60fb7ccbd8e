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
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A migration is paused; the order that started it lets it go on. */
@Path("/v1/migrations")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Operations")
public class MigrationPauseResource {
    private final Runs runs;
    private final Shops shops;
    private final Clock clock;

    MigrationPauseResource(Runs runs, Shops shops, Clock clock) {
        this.runs = runs;
        this.shops = shops;
        this.clock = clock;
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "pauseMigration", summary = "Pause a migration")
    public Uni<RunBody> pause(@PathParam("id") String id) {
        shops.demandWholeFleet();
        return runs.pause(RunKind.MIGRATION, RunAnswers.id(id), shops.actor())
                .map(RunAnswers::found)
                .map(paused -> RunBody.ofMigration(paused, clock.instant()));
    }
}
