package dev.tokenbroker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.ShopWebhooks;
import dev.tokenbroker.simulator.SignedWebhook;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class ReceptionTest {
    private static final int LARGEST = 1024 * 1024;

    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    Post post;
    SimulatedShop shop;
    ShopWebhooks webhooks;

    @BeforeEach
    void nobodyIsEnrolled() {
        post = new Post(world, base);
        shop = new BrokerClient(world, base).newShop();
        webhooks = shop.webhooks(world.app());
    }

    @Test
    void whatShopifySignedIsTaken() {
        for (SignedWebhook webhook : List.of(
                webhooks.appUninstalled(),
                webhooks.scopesUpdate("read_products", "read_orders"),
                webhooks.shopUpdate(),
                webhooks.shopRedact(),
                webhooks.customersRedact(),
                webhooks.customersDataRequest(),
                webhooks.of("orders/create", new JsonObject()))) {
            assertThat(post.deliver(webhook)).isEqualTo(200);
        }
    }

    @Test
    void theNewerNamesOfTheHeadersAreUnderstoodToo() {
        SignedWebhook renamed = webhooks.shopUpdate();
        for (String name : List.of("Hmac-SHA256", "Topic", "Shop-Domain", "Webhook-Id", "Triggered-At")) {
            renamed = renamed.withHeader("shopify-" + name, renamed.headers().get("X-Shopify-" + name))
                    .withoutHeader("X-Shopify-" + name);
        }

        assertThat(post.deliver(renamed)).isEqualTo(200);
        assertThat(post.ask("select topic from webhook_delivery where delivery_id = '"
                        + renamed.headers().get("shopify-Webhook-Id") + "'"))
                .isEqualTo("shop/update");
    }

    @Test
    void whatShopifyDidNotSignIsRefusedAndNotKept() {
        SignedWebhook genuine = webhooks.shopRedact();
        List<SignedWebhook> forged = List.of(
                genuine.withBody(new JsonObject().put("shop_id", 1).encode()),
                genuine.withoutHeader(SignedWebhook.SIGNATURE),
                genuine.withHeader(SignedWebhook.SIGNATURE, "*** no base64 ***"),
                genuine.signedWith("sim-somebody-else"),
                genuine.withBody(""));

        for (SignedWebhook webhook : forged) {
            HttpResponse<String> answer = post.send(webhook, "/webhooks/default");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("unauthenticated");
        }
        assertThat(post.ask("select count(*) from webhook_delivery where shop_id = " + shop.id()))
                .isEqualTo("0");
    }

    @Test
    void anAppThatNobodyConfiguredIsNotFound() {
        assertThat(post.send(webhooks.shopUpdate(), "/webhooks/nobody").statusCode())
                .isEqualTo(404);
        assertThat(post.send(webhooks.shopUpdate(), "/webhooks").statusCode()).isEqualTo(404);
    }

    @Test
    void aBodyMayHaveOneMebibyteAndNoMore() {
        assertThat(post.deliver(ofSize(LARGEST))).isEqualTo(200);
        HttpResponse<String> tooLarge = post.send(ofSize(LARGEST + 1), "/webhooks/default");

        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(new JsonObject(tooLarge.body()).getString("code")).isEqualTo("payload-too-large");
    }

    private SignedWebhook ofSize(int bytes) {
        JsonObject empty = new JsonObject().put("id", shop.id()).put("name", "");
        String padding = "x".repeat(bytes - empty.encode().length());
        return webhooks.of("shop/update", empty.put("name", padding));
    }

    @Test
    void otherMethodsAndTypesAreRefusedAsHttpSays() {
        HttpResponse<String> get =
                post.send(HttpRequest.newBuilder(post.address()).build());
        HttpResponse<String> text = post.send(HttpRequest.newBuilder(post.address())
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x"))
                .build());

        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
        assertThat(text.statusCode()).isEqualTo(415);
    }

    @Test
    void aDeliveryThatComesAgainIsKeptOnce() {
        SignedWebhook webhook = webhooks.shopUpdate();
        SignedWebhook withoutId = webhooks.appUninstalled().withoutHeader("X-Shopify-Webhook-Id");

        for (SignedWebhook twice : List.of(webhook, webhook, withoutId, withoutId)) {
            assertThat(post.deliver(twice)).isEqualTo(200);
        }

        assertThat(post.ask("select count(*) from webhook_delivery where shop_id = " + shop.id()))
                .isEqualTo("2");
    }

    @Test
    void nothingOfAShopsCustomersIsKept() {
        SignedWebhook redact = webhooks.customersRedact();

        assertThat(post.deliver(redact)).isEqualTo(200);
        assertThat(post.deliver(redact.withHeader("X-Shopify-Topic", "shop/redact")))
                .as("under another topic")
                .isEqualTo(200);

        assertThat(post.ask("select count(*) from webhook_delivery where shop_id = " + shop.id()))
                .isEqualTo("0");
    }

    @Test
    void whatCannotBeStoredIsLeftToShopifyToSendAgain() throws SQLException {
        SignedWebhook webhook = webhooks.shopUpdate();
        try (Connection connection = world.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table webhook_delivery in access exclusive mode");

            HttpResponse<String> answer = post.send(webhook, "/webhooks/default");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("store-unavailable");
            connection.rollback();
        }
        assertThat(post.deliver(webhook)).isEqualTo(200);
    }
}
