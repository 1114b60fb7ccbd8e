package dev.tokenbroker.webhook;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.app.SignatureVerifier;
import dev.tokenbroker.broker.Deliveries;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.installation.Delivery;
import dev.tokenbroker.installation.Delivery.Topic;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/**
 * Shopify's webhooks. Answered as soon as the delivery is durable, which the database's time limit bounds well below the
 * five seconds that Shopify waits; the work comes after.
 */
@Path("/webhooks/{app}")
@Tag(name = "Shopify")
public class WebhookResource {
    private static final Logger LOG = Logger.getLogger(WebhookResource.class);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String ABOUT_CUSTOMERS = "customers/";

    private final Apps apps;
    private final Deliveries deliveries;

    WebhookResource(Apps apps, Deliveries deliveries) {
        this.apps = apps;
        this.deliveries = deliveries;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "receiveWebhook",
            summary = "Deliver a webhook of Shopify",
            description = "Signed by Shopify with a client secret of the app. Retried by Shopify on anything but 200.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON))
    @APIResponse(responseCode = "200", description = "Taken")
    @SecurityRequirements
    @Blocking // anybody may send a mebibyte, and its digest is not to be computed where readers are served
    public Uni<Response> receive(@PathParam("app") String name, @Context HttpHeaders sent, byte[] body) {
        ShopifyApp app = apps.named(new AppName(name))
                .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.NOT_FOUND)));
        WebhookHeaders headers = new WebhookHeaders(sent::getHeaderString);
        demandSignature(app, headers, body);
        return delivery(app, headers, body)
                .map(deliveries::accept)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .map(taken -> Response.ok().build());
    }

    private static void demandSignature(ShopifyApp app, WebhookHeaders headers, byte[] body) {
        if (app.secrets().isEmpty()) {
            throw new ProblemException(
                    Problem.of(ProblemCode.KEYS_UNAVAILABLE, "The app's client secret could not be had yet.")
                            .retryAfterEverywhere(SOON));
        }
        if (!headers.signature()
                .map(signature -> SignatureVerifier.signed(app, body, signature))
                .orElse(false)) {
            throw new ProblemException(
                    Problem.of(ProblemCode.UNAUTHENTICATED, "The body is not signed with a client secret of this app.")
                            .header("WWW-Authenticate", "Shopify-Hmac-SHA256"));
        }
    }

    /** Nothing where there is nothing to do. Of a shop's customers there is nothing here that could be told or redacted. */
    private static Optional<Delivery> delivery(ShopifyApp app, WebhookHeaders headers, byte[] body) {
        String label = headers.topic().orElse("");
        Optional<Topic> topic = Topic.ofLabel(label);
        if (topic.isEmpty()) {
            LOG.debugf(
                    "app %s: a webhook %s, about which there is nothing to do",
                    app.name(), label.startsWith(ABOUT_CUSTOMERS) ? "about customers" : "of another topic");
            return Optional.empty();
        }
        Optional<Delivery> read = DeliveryReader.read(app.name(), topic.get(), headers, body);
        if (read.isEmpty()) {
            LOG.warnf(
                    "app %s: a webhook says to be %s, but its body is of another kind; it is ignored",
                    app.name(), topic.get().label());
        }
        return read;
    }
}
