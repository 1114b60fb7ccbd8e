package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhookTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void theSignatureIsShopifysOwn() {
        SignedWebhook webhook = lab.shop
                .webhooks(lab.app)
                .of("shop/update", new JsonObject().put("id", 1))
                .signedWith("hush");

        assertThat(webhook.headers())
                .containsEntry("X-Shopify-Hmac-SHA256", "VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY=");
    }

    @Test
    void theOldestSecretNotRevokedSigns() {
        lab.app.addSecret("sim-secret-two");
        SignedWebhook early = lab.shop.webhooks(lab.app).shopRedact();
        assertThat(early.headers()).containsEntry(SignedWebhook.SIGNATURE, signature(SimulatorLab.SECRET, early));

        lab.app.revokeSecret(SimulatorLab.SECRET);

        SignedWebhook late = lab.shop.webhooks(lab.app).shopRedact();
        assertThat(late.headers()).containsEntry(SignedWebhook.SIGNATURE, signature("sim-secret-two", late));
    }

    @Test
    void anUninstallPutsItsWebhookIntoTheOutboxAndItMayArriveAfterAReinstall() {
        lab.shop.uninstall(lab.app);
        lab.shop.reinstall(lab.app);

        List<SignedWebhook> late = lab.sim.outbox().drain();

        assertThat(late).hasSize(1);
        assertThat(late.get(0).headers())
                .containsEntry("X-Shopify-Topic", "app/uninstalled")
                .containsEntry("X-Shopify-Shop-Domain", "acme.myshopify.com")
                .containsEntry("X-Shopify-Triggered-At", lab.clock.instant().toString());
        assertThat(new JsonObject(Buffer.buffer(late.get(0).body())).getLong("id"))
                .isEqualTo(lab.shop.id());
        assertThat(lab.sim.outbox().drain()).isEmpty();
    }

    @Test
    void everyComplianceTopicNamesTheShopById() {
        ShopWebhooks webhooks = lab.shop.webhooks(lab.app);

        assertThat(List.of(webhooks.shopRedact(), webhooks.customersRedact(), webhooks.customersDataRequest()))
                .allMatch(webhook -> new JsonObject(Buffer.buffer(webhook.body())).getLong("shop_id") == lab.shop.id());
    }

    @Test
    void tamperedVariantsKeepTheRest() {
        SignedWebhook genuine = lab.shop.webhooks(lab.app).scopesUpdate("read_products", "read_products,read_orders");

        SignedWebhook otherBody = genuine.withBody("{}");
        SignedWebhook otherShop = genuine.withHeader("x-shopify-shop-domain", "victim.myshopify.com");
        SignedWebhook unsigned = genuine.withoutHeader(SignedWebhook.SIGNATURE);

        assertThat(otherBody.headers()).isEqualTo(genuine.headers());
        assertThat(otherShop.headers().get(SignedWebhook.SIGNATURE))
                .isEqualTo(genuine.headers().get(SignedWebhook.SIGNATURE));
        assertThat(unsigned.headers()).doesNotContainKey(SignedWebhook.SIGNATURE);
    }

    @Test
    void aDeliveryIsRepeatedUnderOneIdUntilItIsTaken() {
        Queue<String> ids = new ConcurrentLinkedQueue<>();
        HttpServer receiver = receiver(ids, 3);
        URI address = URI.create("http://127.0.0.1:" + receiver.actualPort() + "/webhooks/acme");

        List<Integer> statuses =
                lab.shop.webhooks(lab.app).shopUpdate().deliverWithRetries(HttpClient.newHttpClient(), address);

        assertThat(statuses).containsExactly(503, 503, 200);
        assertThat(ids).hasSize(3);
        assertThat(List.copyOf(ids)).containsOnly(ids.peek());
    }

    @Test
    void aDeliveryIsGivenUpAfterEightRetries() {
        HttpServer receiver = receiver(new ConcurrentLinkedQueue<>(), Integer.MAX_VALUE);
        URI address = URI.create("http://127.0.0.1:" + receiver.actualPort() + "/webhooks/acme");

        List<Integer> statuses =
                lab.shop.webhooks(lab.app).shopUpdate().deliverWithRetries(HttpClient.newHttpClient(), address);

        assertThat(statuses).hasSize(9).containsOnly(503);
    }

    private HttpServer receiver(Queue<String> ids, int takesTheNth) {
        return lab.vertx
                .createHttpServer()
                .requestHandler(request -> {
                    ids.add(request.getHeader("X-Shopify-Webhook-Id"));
                    request.response()
                            .setStatusCode(ids.size() < takesTheNth ? 503 : 200)
                            .end();
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static String signature(String secret, SignedWebhook webhook) {
        return Base64.getEncoder().encodeToString(HmacSha256.sign(secret, webhook.body()));
    }
}
