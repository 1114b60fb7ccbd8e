package dev.tokenbroker.rest;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.broker.Acquisition;
import dev.tokenbroker.broker.AcquisitionOutcome;
import dev.tokenbroker.broker.AcquisitionOutcome.Acquired;
import dev.tokenbroker.broker.AcquisitionOutcome.ShopMismatch;
import dev.tokenbroker.broker.AcquisitionOutcome.SubjectRefused;
import dev.tokenbroker.broker.AcquisitionOutcome.Unchanged;
import dev.tokenbroker.broker.Acquisitions;
import dev.tokenbroker.broker.TokenOutcome;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.ProblemResponses;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationListing;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.IdTokens;
import dev.tokenbroker.token.IdTokens.Verified;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an embedded app's backend got from App Bridge is exchanged for tokens that stay here. */
@Path("/v1/token-exchange")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Installations")
public class TokenExchangeResource {
    private final IdTokens idTokens;
    private final Acquisitions acquisitions;
    private final InstallationListing listing;
    private final Shops shops;
    private final ReauthorizeUrls reauthorizeUrls;

    TokenExchangeResource(
            IdTokens idTokens,
            Acquisitions acquisitions,
            InstallationListing listing,
            Shops shops,
            ReauthorizeUrls reauthorizeUrls) {
        this.idTokens = idTokens;
        this.acquisitions = acquisitions;
        this.listing = listing;
        this.shops = shops;
        this.reauthorizeUrls = reauthorizeUrls;
    }

    /**
     * @param idToken App Bridge's ID token
     * @param force exchanges it whatever there is already
     */
    public record TokenExchange(
            @JsonDeserialize(using = WireToken.class) SecretString idToken, Optional<Boolean> force) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Permission.ENROL)
    @Operation(
            operationId = "exchangeIdToken",
            summary = "Exchange an App Bridge ID token for tokens that the broker keeps",
            description = "The token names app and shop. Where the grant certainly lives nothing is asked of Shopify.")
    @APIResponse(
            responseCode = "200",
            description = "The installation",
            content = @Content(schema = @Schema(implementation = InstallationBody.class)))
    @APIResponse(responseCode = "422", description = "The ID token does not verify, or Shopify refused it")
    public Uni<Response> exchange(@QueryParam("app") String app, TokenExchange order) {
        SecretString idToken = Optional.ofNullable(order)
                .map(TokenExchange::idToken)
                .orElseThrow(() -> new ProblemException(Problem.invalid("id_token", "is missing")));
        Verified verified = idTokens.verify(idToken)
                .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.INVALID_ID_TOKEN)));
        InstallationKey key = key(verified, app);
        Acquisition what = new Acquisition.IdToken(idToken, order.force().orElse(false));
        return acquisitions
                .acquire(verified.app(), verified.shop(), what, shops.actor())
                .flatMap(outcome -> answer(key, outcome));
    }

    private InstallationKey key(Verified verified, String named) {
        ShopifyApp app = verified.app();
        if (named != null && !shops.app(named).name().equals(app.name())) {
            throw new ProblemException(Problem.invalid("app", "is not the audience of the ID token"));
        }
        return shops.key(verified.shop(), app.name().value());
    }

    private Uni<Response> answer(InstallationKey key, AcquisitionOutcome outcome) {
        if (outcome instanceof Acquired || outcome instanceof Unchanged) {
            return listing.show(key)
                    .map(status -> Response.ok(InstallationBody.of(status.orElseThrow(), reauthorizeUrls))
                            .build());
        }
        return Uni.createFrom().item(ProblemResponses.of(problem(outcome)));
    }

    private static Problem problem(AcquisitionOutcome outcome) {
        if (outcome instanceof SubjectRefused) {
            return Problem.of(
                    ProblemCode.INVALID_ID_TOKEN, "Shopify does not take it: ask App Bridge for a fresh one.");
        }
        if (outcome instanceof ShopMismatch) {
            return Problem.of(
                    ProblemCode.SHOP_MISMATCH,
                    "The domain answers with another shop id than it had; nothing of the former shop was touched.");
        }
        AcquisitionOutcome.Unavailable unavailable = (AcquisitionOutcome.Unavailable) outcome;
        return TokenAnswers.unavailable(new TokenOutcome.Unavailable(unavailable.cause(), unavailable.retryAfter()));
    }
}
