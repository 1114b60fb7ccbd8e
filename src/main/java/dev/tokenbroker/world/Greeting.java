package dev.tokenbroker.world;

import dev.tokenbroker.simulator.IssuedPair;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Enrols the world's shops once the broker listens, as a service would, and says how to ask for a token. */
@ApplicationScoped
@IfBuildProfile("dev")
class Greeting {
    private static final Logger LOG = Logger.getLogger(Greeting.class);
    private static final String CURL = "dev.tokenbroker.world.curl";
    private static final List<String> SHOPS =
            List.of("acme.myshopify.com", "globex.myshopify.com", "initech.myshopify.com");
    /** On which nothing is installed yet. */
    private static final String NEW_SHOP = "hooli.myshopify.com";

    private static final Duration TOKEN_LIFE = Duration.ofHours(24);

    /** Set by the main method in the class loader that this bean lives in; after a live reload there is none. */
    static DevelopmentWorld world;

    void greet(@ObservesAsync HttpServerStart started) {
        try {
            enrolAndSay();
        } catch (IOException | InterruptedException | RuntimeException failed) {
            // nobody looks at what an asynchronous observer throws
            LOG.error("the simulated shops could not be enrolled", failed);
        }
    }

    /** Where this broker is found, from this machine. */
    static String address() {
        return "http://localhost:" + Integer.getInteger("quarkus.http.port", 8080);
    }

    private static void enrolAndSay() throws IOException, InterruptedException {
        if (world != null && System.getProperty(CURL) == null) {
            String base = address();
            String token = world.callerToken(TOKEN_LIFE);
            for (String shop : SHOPS) {
                enrol(base, shop, token);
            }
            world.app().redirectUris(base + "/oauth/default/callback");
            world.shopify().shop(NEW_SHOP).merchantIsAsked(true);
            System.setProperty(
                    CURL,
                    "curl -H 'Authorization: Bearer " + token + "' " + base + "/v1/shops/" + SHOPS.get(0)
                            + "/access-token");
        }
        System.out.printf(
                "%n%d simulated shops are enrolled. A token for the first:%n%n%s%n%nA merchant of another would install the app at%n%n"
                        + "%s/oauth/default/install?shop=%s%n%n",
                SHOPS.size(), System.getProperty(CURL), address(), NEW_SHOP);
    }

    private static void enrol(String base, String shop, String token) throws IOException, InterruptedException {
        IssuedPair pair = world.shopify()
                .shop(shop)
                .install(world.app(), DevelopmentWorld.SCOPES)
                .issueExpiring(world.app());
        String body = """
                {"grant":"expiring","access_token":"%s","refresh_token":"%s","expires_in":3600,
                 "refresh_token_expires_in":7776000,"scope":"%s"}""".formatted(pair.accessToken(), pair.refreshToken(), DevelopmentWorld.SCOPES);
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/v1/shops/" + shop))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        if (status != 201) {
            throw new IllegalStateException("enrolling " + shop + " was answered with " + status);
        }
    }
}
