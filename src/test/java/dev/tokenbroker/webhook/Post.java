package dev.tokenbroker.webhook;

import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SignedWebhook;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Delivers as Shopify does, and looks into the broker's database at what came of it. */
final class Post {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final DevelopmentWorld world;
    private final String base;

    Post(DevelopmentWorld world, URI base) {
        this.world = world;
        this.base = base.toString().replaceAll("/$", "");
    }

    URI address() {
        return URI.create(base + "/webhooks/default");
    }

    int deliver(SignedWebhook webhook) {
        return webhook.deliver(http, address());
    }

    /** The one that the simulator emitted for this shop, and no other. */
    SignedWebhook emittedFor(SimulatedShop shop) {
        List<SignedWebhook> emitted = world.shopify().outbox().drain().stream()
                .filter(webhook -> shop.domain().equals(webhook.headers().get("X-Shopify-Shop-Domain")))
                .toList();
        if (emitted.size() != 1) {
            throw new AssertionError("emitted " + emitted.size());
        }
        return emitted.get(0);
    }

    HttpResponse<String> send(SignedWebhook webhook, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofByteArray(webhook.body()));
        webhook.headers().forEach(request::header);
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("no answer", broken);
        }
    }

    /** The shop's number is told with the pair. */
    IssuedPair enrolKnowingTheShop(BrokerClient broker, SimulatedShop shop, int expiresIn) {
        IssuedPair pair = shop.issueExpiring(world.app());
        JsonObject body = BrokerClient.expiring(pair, expiresIn).put("shop_id", shop.id());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> broker.put(shop.domain(), body).status() < 300);
        return pair;
    }

    void awaitOutcome(SignedWebhook webhook, String outcome) {
        Awaitility.await().atMost(PATIENCE).until(() -> outcome.equals(outcome(webhook)));
    }

    /** How many pairs the ledger has. */
    String pairs(SimulatedShop shop) {
        return ask(
                "select count(*) from token_pair where installation_id = (select id from installation where domain = '"
                        + shop.domain() + "')");
    }

    /** What became of this delivery; null while it waits, and where there is none. */
    String outcome(SignedWebhook webhook) {
        return ask("select max(outcome) from webhook_delivery where delivery_id = '"
                + webhook.headers().get("X-Shopify-Webhook-Id") + "'");
    }

    /** An expression over the installation's row, as text. */
    String row(SimulatedShop shop, String expression) {
        return ask("select " + expression + " from installation where domain = '" + shop.domain() + "'");
    }

    long events(SimulatedShop shop, String type) {
        return Long.parseLong(
                ask("select count(*) from event where domain = '" + shop.domain() + "' and type = '" + type + "'"));
    }

    /** The first column of the first row, as text. */
    String ask(String sql) {
        return Sql.ask(world.database(), sql);
    }
}
