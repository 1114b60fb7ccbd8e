package dev.tokenbroker.rest;

import dev.tokenbroker.broker.Reader;
import dev.tokenbroker.broker.RefusalReports;
import dev.tokenbroker.broker.TokenBroker;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.CurrentCaller;
import dev.tokenbroker.http.CurrentRequest;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.ProblemResponses;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.http.TokenAnswer;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The one question: a valid access token for this shop. */
@Path("/v1/shops/{shop}/access-token")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.READ_TOKENS)
@Tag(name = "Tokens")
public class AccessTokenResource {
    private static final int LONGEST_MIN_TTL = 3000;

    private final TokenBroker broker;
    private final RefusalReports reports;
    private final Shops shops;
    private final CurrentCaller caller;
    private final CurrentRequest request;
    private final TokenReads reads;

    AccessTokenResource(
            TokenBroker broker,
            RefusalReports reports,
            Shops shops,
            CurrentCaller caller,
            CurrentRequest request,
            TokenReads reads) {
        this.broker = broker;
        this.reports = reports;
        this.shops = shops;
        this.caller = caller;
        this.request = request;
        this.reads = reads;
    }

    @GET
    @Operation(
            operationId = "readAccessToken",
            summary = "A valid access token",
            description =
                    "A token with less life than min_ttl is renewed first; where that is not possible and it lives,"
                            + " it is returned with the warning short-lived.")
    @APIResponse(
            responseCode = "200",
            description = "A token that lives",
            content = @Content(schema = @Schema(implementation = AccessTokenBody.class)))
    @APIResponse(responseCode = "304", description = "The version that the caller has is current and lives long enough")
    public Uni<Response> read(
            @PathParam("shop") ShopDomain shop,
            @QueryParam("app") String app,
            @QueryParam("min_ttl") @DefaultValue("60") int minTtl,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        if (minTtl > LONGEST_MIN_TTL) {
            throw new ProblemException(Problem.invalid("min_ttl", "is a number of seconds from 0 to 3000"));
        }
        InstallationKey key = admitted(shop, app);
        return broker.accessToken(
                        key, Duration.ofSeconds(minTtl), new Reader(caller.get().name(), request.id()))
                .map(outcome -> response(reads.answer(key, outcome, new EntityTags(known))));
    }

    @POST
    @Path("/refresh")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "reportRefusedToken",
            summary = "Shopify answered 401 to this version",
            description =
                    "If it is still current it is renewed, once for all who report it, and the new token is the answer;"
                            + " if a later one is current already, that is the answer.")
    @APIResponse(
            responseCode = "200",
            description = "A token of a later version",
            content = @Content(schema = @Schema(implementation = AccessTokenBody.class)))
    public Uni<Response> report(
            @PathParam("shop") ShopDomain shop, @QueryParam("app") String app, RefusedVersion refused) {
        if (refused.version() < 0) {
            throw new ProblemException(Problem.invalid("version", "is not a version"));
        }
        InstallationKey key = admitted(shop, app);
        return reports.report(key, refused.version(), shops.actor())
                .map(outcome -> response(reads.answer(key, outcome, new EntityTags(null))));
    }

    /** @param version as it came with the token */
    public record RefusedVersion(long version) {}

    private InstallationKey admitted(ShopDomain shop, String app) {
        InstallationKey key = shops.key(shop, app);
        reads.refusal(caller.get(), key).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        return key;
    }

    private static Response response(TokenAnswer answer) {
        if (answer instanceof TokenAnswer.Token token) {
            return Response.ok(token.body(), MediaType.APPLICATION_JSON_TYPE)
                    .header(HttpHeaders.ETAG, token.tag())
                    .build();
        }
        return answer instanceof TokenAnswer.NotModified known
                ? Response.notModified().header(HttpHeaders.ETAG, known.tag()).build()
                : ProblemResponses.of(((TokenAnswer.Refused) answer).problem());
    }
}
