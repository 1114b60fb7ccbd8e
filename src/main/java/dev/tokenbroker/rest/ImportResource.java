package dev.tokenbroker.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenbroker.broker.Enrolments;
import dev.tokenbroker.broker.Timers;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.BodyLines;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tokens of a whole fleet, handed over in one stream. */
@Path("/v1/imports")
@Requires(Permission.ENROL)
@Tag(name = "Installations")
public class ImportResource {
    private static final String NDJSON = "application/x-ndjson";

    /** Many clients send all that they have before they read: their answers wait, but not without end. */
    private static final int MOST_UNREAD = 100_000;

    private final Enrolments enrolments;
    private final Shops shops;
    private final BodyLines body;
    private final ObjectMapper json;
    private final Timers timers;

    ImportResource(Enrolments enrolments, Shops shops, BodyLines body, ObjectMapper json, Timers timers) {
        this.enrolments = enrolments;
        this.shops = shops;
        this.body = body;
        this.json = json;
        this.timers = timers;
    }

    @POST
    @Consumes(NDJSON)
    @Produces(NDJSON)
    @Operation(
            operationId = "importTokens",
            summary = "Hand many installations' tokens over to the broker",
            description =
                    "One line for each installation, of at most 64 KiB. Each is answered by a line, in the same order and as"
                            + " soon as it is done; a line that is refused does not stop the others, and an import can be"
                            + " run again. A hundred thousand answers may lie"
                            + " unread; then the broker stops reading, too.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = NDJSON,
                            schema =
                                    @Schema(
                                            allOf = EnrolmentBody.class,
                                            requiredProperties = "shop",
                                            properties = {
                                                @SchemaProperty(name = "shop", implementation = ShopDomain.class),
                                                @SchemaProperty(name = "app", implementation = String.class)
                                            })))
    @APIResponse(
            responseCode = "200",
            description = "What became of each line",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = ImportAnswer.class)))
    public Multi<ImportAnswer> importTokens(
            @QueryParam("app") String app, @QueryParam("dry_run") @DefaultValue("false") boolean dryRun) {
        Asking asking = shops.asking();
        Optional<String> usualApp = Optional.ofNullable(app);
        usualApp.ifPresent(named -> asking.app(usualApp));
        Import.Work work = dryRun
                ? (to, key, enrolment) -> enrolments.rehearse(key, enrolment)
                : (to, key, enrolment) -> enrolments.enrolCold(to, key, enrolment, asking.actor());
        return new Import(json, asking, usualApp, work, timers)
                .answers(body.read())
                .emitOn(Runnable::run, MOST_UNREAD);
    }
}
