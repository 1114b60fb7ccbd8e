package dev.tokenbroker.rest;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.tokenbroker.broker.FoundTokens;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.secret.SecretString;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whoever found a token somewhere asks here what the record calls it. */
@Path("/v1/operations/fingerprint")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Audit")
public class FingerprintResource {
    private final FoundTokens tokens;
    private final Shops shops;

    FingerprintResource(FoundTokens tokens, Shops shops) {
        this.tokens = tokens;
        this.shops = shops;
    }

    /** @param token an access or a refresh token, whoever's it is */
    public record FoundToken(
            @JsonDeserialize(using = WireToken.class) SecretString token) {}

    /** @param fingerprint 16 hexadecimal digits */
    record FingerprintBody(String fingerprint) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "fingerprint",
            summary = "What the audit record calls a token",
            description =
                    "GET /v1/events?fingerprint= then tells which shop it belongs to, and what brought it. The token is"
                            + " neither kept nor logged; that somebody asked is in the record, with the fingerprint.")
    public Uni<FingerprintBody> fingerprint(FoundToken found) {
        SecretString token = Optional.ofNullable(found)
                .map(FoundToken::token)
                .orElseThrow(() -> new ProblemException(Problem.invalid("token", "is missing")));
        return tokens.fingerprint(token, shops.actor()).map(FingerprintBody::new);
    }
}
