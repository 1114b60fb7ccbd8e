package dev.tokenbroker.rest;

import dev.tokenbroker.broker.MigrationOutcome;
import dev.tokenbroker.broker.MigrationOutcome.NotMigrated;
import dev.tokenbroker.broker.Migrations;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.ProblemResponses;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationListing;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One legacy grant becomes an expiring one. */
@Path("/v1/shops/{shop}/migration")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Installations")
public class MigrationResource {
    private final Migrations migrations;
    private final InstallationListing listing;
    private final Shops shops;
    private final TokenAnswers answers;
    private final ReauthorizeUrls reauthorizeUrls;

    MigrationResource(
            Migrations migrations,
            InstallationListing listing,
            Shops shops,
            TokenAnswers answers,
            ReauthorizeUrls reauthorizeUrls) {
        this.migrations = migrations;
        this.listing = listing;
        this.shops = shops;
        this.answers = answers;
        this.reauthorizeUrls = reauthorizeUrls;
    }

    @POST
    @Requires(Permission.OPERATE)
    @Operation(
            operationId = "migrate",
            summary = "Exchange a non-expiring token for an expiring pair, now and for good",
            description = "Cannot be undone. An answer that was lost is asked for again for seven days.")
    @APIResponse(
            responseCode = "200",
            description = "The installation",
            content = @Content(schema = @Schema(implementation = InstallationBody.class)))
    public Uni<Response> migrate(@PathParam("shop") ShopDomain shop, @QueryParam("app") String app) {
        InstallationKey key = shops.key(shop, app);
        return migrations.migrate(key, shops.actor()).flatMap(outcome -> answer(key, outcome));
    }

    private Uni<Response> answer(InstallationKey key, MigrationOutcome outcome) {
        return outcome instanceof NotMigrated not
                ? Uni.createFrom().item(ProblemResponses.of(answers.problem(key, not.why())))
                : listing.show(key)
                        .map(status -> Response.ok(InstallationBody.of(status.orElseThrow(), reauthorizeUrls))
                                .build());
    }
}
