package dev.tokenbroker.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tokenbroker.broker.Enrolment;
import dev.tokenbroker.broker.EnrolmentOutcome;
import dev.tokenbroker.broker.Enrolments;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.ProblemResponses;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationListing;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.InstallationStatus;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Installations: enrolled by services that hold tokens, looked after by operators. */
@Path("/v1/shops")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Installations")
public class InstallationResource {
    private final Enrolments enrolments;
    private final InstallationListing listing;
    private final Shops shops;
    private final ReauthorizeUrls reauthorizeUrls;

    InstallationResource(
            Enrolments enrolments, InstallationListing listing, Shops shops, ReauthorizeUrls reauthorizeUrls) {
        this.enrolments = enrolments;
        this.listing = listing;
        this.shops = shops;
        this.reauthorizeUrls = reauthorizeUrls;
    }

    @PUT
    @Path("/{shop}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.ENROL)
    @Operation(
            operationId = "enrol",
            summary = "Hand tokens over to the broker",
            description =
                    "The pair becomes the current one; a pair whose refresh token the broker has held before changes"
                            + " nothing, so that an import can be run again.")
    @APIResponse(
            responseCode = "201",
            description = "Enrolled for the first time",
            content = @Content(schema = @Schema(implementation = InstallationBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "Enrolled before",
            content = @Content(schema = @Schema(implementation = InstallationBody.class)))
    public Uni<Response> enrol(@PathParam("shop") ShopDomain shop, @QueryParam("app") String app, EnrolmentBody body) {
        InstallationKey key = shops.key(shop, app);
        Enrolment enrolment = EnrolmentReader.read(body);
        return enrolments.enrol(shops.app(app), key, enrolment, shops.actor()).flatMap(outcome -> answer(key, outcome));
    }

    private Uni<Response> answer(InstallationKey key, EnrolmentOutcome outcome) {
        if (outcome instanceof EnrolmentOutcome.Enrolled enrolled) {
            return listing.show(key)
                    .map(status -> Response.status(enrolled.created() ? 201 : 200)
                            .entity(body(status.orElseThrow()))
                            .build());
        }
        return Uni.createFrom()
                .item(ProblemResponses.of(EnrolmentAnswers.problem(outcome).orElseThrow()));
    }

    @GET
    @Path("/{shop}")
    @Requires(Permission.OPERATE)
    @Operation(operationId = "showInstallation", summary = "One installation")
    public Uni<InstallationBody> show(@PathParam("shop") ShopDomain shop, @QueryParam("app") String app) {
        return listing.show(shops.key(shop, app))
                .map(found -> found.map(this::body).orElseThrow(InstallationResource::unknown));
    }

    @GET
    @Requires(Permission.OPERATE)
    @Operation(operationId = "listInstallations", summary = "Installations by app and domain, in pages")
    public Uni<Page> list(
            @QueryParam("state") String state,
            @QueryParam("grant") String grant,
            @QueryParam("refresh_token_expires_before") Instant before,
            @QueryParam("app") String app,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor) {
        int size = Cursor.limit(limit);
        InstallationListing.Query query = new InstallationListing.Query(
                shops.reach(),
                shops.filter(app),
                one("state", state, InstallationState::ofLabel),
                one("grant", grant, GrantKind::ofLabel),
                Optional.ofNullable(before),
                Cursor.installation(cursor),
                size + 1);
        return listing.list(query).map(found -> Page.of(found, size, this::body));
    }

    /** @param nextCursor null on the last page */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Page(List<InstallationBody> shops, String nextCursor) {
        static Page of(List<InstallationStatus> found, int size, Function<InstallationStatus, InstallationBody> body) {
            List<InstallationStatus> shown = found.subList(0, Math.min(size, found.size()));
            String next = found.size() > size ? Cursor.of(shown.get(size - 1).key()) : null;
            return new Page(shown.stream().map(body).toList(), next);
        }
    }

    private InstallationBody body(InstallationStatus status) {
        return InstallationBody.of(status, reauthorizeUrls);
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(ProblemCode.UNKNOWN_SHOP));
    }

    private static <T> Optional<T> one(String parameter, String label, Function<String, Optional<T>> values) {
        if (label == null) {
            return Optional.empty();
        }
        return Optional.of(values.apply(label)
                .orElseThrow(() -> new ProblemException(Problem.invalid(parameter, "is not one that there is"))));
    }
}
