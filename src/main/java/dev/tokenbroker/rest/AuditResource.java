package dev.tokenbroker.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tokenbroker.audit.AuditTrail;
import dev.tokenbroker.audit.AuditTrail.Verdict;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.Requires;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The whole audit record, and whether anybody altered it. */
@Path("/v1/operations/audit")
@Requires(Permission.OPERATE)
@Tag(name = "Audit")
public class AuditResource {
    private static final String NDJSON = "application/x-ndjson";

    private final AuditTrail trail;
    private final Shops shops;

    AuditResource(AuditTrail trail, Shops shops) {
        this.trail = trail;
        this.shops = shops;
    }

    /**
     * @param rows how many are in the chain
     * @param firstBad the {@code id} of the first row that is not as it was sealed; null where there is none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record VerdictBody(long rows, boolean valid, Long firstBad) {
        static VerdictBody of(Verdict verdict) {
            return new VerdictBody(
                    verdict.rows(),
                    verdict.firstBad().isEmpty(),
                    verdict.firstBad().orElse(null));
        }
    }

    /** What is JSON already: byte by byte as it was hashed. */
    record Lines(@JsonValue @JsonRawValue String text) {}

    @GET
    @Produces(NDJSON)
    @Operation(
            operationId = "exportAudit",
            summary = "The whole audit record, one line for each row",
            description =
                    "In the order of its chain, as fast as it is read. hash is the SHA-256, in hexadecimal, of the"
                            + " line's bytes before ,\"hash\": and previous_hash is the hash of the line before; the first line's"
                            + " has 64 zeros. Members that a row has nothing for are left out.")
    @APIResponse(
            responseCode = "200",
            description = "The record",
            content = @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.OBJECT)))
    public Multi<Lines> export() {
        shops.demandWholeFleet();
        return trail.export(shops.actor()).map(Lines::new);
    }

    @GET
    @Path("/verify")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "verifyAudit",
            summary = "Whether every row of the audit record is as it was written, and at its place",
            description = "Reads the whole record.")
    public Uni<VerdictBody> verify() {
        shops.demandWholeFleet();
        return trail.verify(shops.actor()).map(VerdictBody::of);
    }
}
