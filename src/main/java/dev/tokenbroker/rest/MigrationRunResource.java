package dev.tokenbroker.rest;

import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.MayBeLeftOut;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.operations.RunKind;
import dev.tokenbroker.operations.Runs;
import dev.tokenbroker.operations.Runs.Report;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The migration of every legacy grant of an app. */
@Path("/v1/migrations")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Operations")
public class MigrationRunResource {
    private static final int USUAL_PER_SECOND = 5;
    private static final int MOST_PER_SECOND = 100;

    private final Runs runs;
    private final Shops shops;
    private final Clock clock;

    MigrationRunResource(Runs runs, Shops shops, Clock clock) {
        this.runs = runs;
        this.shops = shops;
        this.clock = clock;
    }

    /**
     * @param dryRun counts what there is to do, and is over
     * @param perSecond ceiling of migrations in a second
     */
    public record MigrationOrder(Optional<String> app, Optional<Boolean> dryRun, Optional<Integer> perSecond) {
        static final MigrationOrder USUAL = new MigrationOrder(Optional.empty(), Optional.empty(), Optional.empty());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startMigration",
            summary = "Exchange every non-expiring token of an app for an expiring pair",
            description = "Starts a run, or lets the one under way or paused go on where it stopped. Legacy tokens are"
                    + " served meanwhile, each until its own exchange. Pauses by itself where Shopify refuses the app.")
    @APIResponse(
            responseCode = "202",
            description = "The run",
            content = @Content(schema = @Schema(implementation = RunBody.class)))
    public Uni<Response> migrate(@MayBeLeftOut MigrationOrder given) {
        MigrationOrder order = given == null ? MigrationOrder.USUAL : given;
        ShopifyApp app = shops.wholeApp(order.app().orElse(null));
        int perSecond = RunAnswers.perSecond(order.perSecond(), USUAL_PER_SECOND, MOST_PER_SECOND);
        return runs.migrate(app.name(), order.dryRun().orElse(false), perSecond, shops.actor())
                .map(report -> RunAnswers.accepted("/v1/migrations", body(report)));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "showMigration", summary = "How a migration is doing")
    public Uni<RunBody> show(@PathParam("id") String id) {
        return runs.show(RunKind.MIGRATION, RunAnswers.id(id))
                .map(RunAnswers::found)
                .map(this::body);
    }

    private RunBody body(Report report) {
        return RunBody.ofMigration(report, clock.instant());
    }
}
