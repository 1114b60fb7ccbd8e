package dev.tokenbroker.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenbroker.simulator.SignedWebhook;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three packaged replicas, each with the token in memory; a webhook comes to one of them. */
class DepartureIT {
    private static final Path DIRECTORY = Path.of("target", "departure-it");
    private static final Duration FEW_SECONDS = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Site site;

    @BeforeAll
    static void startReplicas() throws IOException {
        site = Site.open(DIRECTORY, Terms.QUICK.withSweep(), 1, System.out::println);
    }

    @AfterAll
    static void end() {
        site.close();
    }

    private static Replica replica(int number) {
        return site.fleet().all().get(number);
    }

    private static int deliver(Replica to, SignedWebhook webhook) {
        URI address = to.client().request("/webhooks/default").build().uri();
        return webhook.deliver(HTTP, address);
    }

    private static SimulatedShop enrolledAndReadEverywhere() {
        SimulatedShop shop = replica(0).client().newShop();
        enrol(shop);
        assertThat(site.fleet().all())
                .allMatch(replica -> replica.client().read(shop.domain()).status() == 200);
        return shop;
    }

    /** With its number; a broker that has just begun on a busy machine may ask to come back. */
    private static String enrol(SimulatedShop shop) {
        var pair = shop.issueExpiring(site.app());
        JsonObject body = BrokerClient.expiring(pair, 3600).put("shop_id", shop.id());
        await().atMost(PATIENCE)
                .ignoreException(AssertionError.class)
                .until(() -> replica(1).client().put(shop.domain(), body).status() < 300);
        return pair.accessToken();
    }

    private static String read(Replica replica, SimulatedShop shop) {
        return replica.client().read(shop.domain()).text("access_token");
    }

    @Test
    void anUninstallationStopsEveryReplicaWithinSeconds() {
        SimulatedShop shop = enrolledAndReadEverywhere();
        shop.uninstall(site.app());

        assertThat(deliver(replica(0), shop.webhooks(site.app()).appUninstalled()))
                .isEqualTo(200);

        await().atMost(FEW_SECONDS)
                .until(() -> site.fleet().all().stream()
                        .allMatch(
                                replica -> replica.client().read(shop.domain()).status() == 409));
    }

    @Test
    void aLateCopyToEachReplicaHarmsNoneOfThem() {
        SimulatedShop shop = enrolledAndReadEverywhere();
        shop.uninstall(site.app());
        SignedWebhook late = shop.webhooks(site.app()).appUninstalled();
        shop.reinstall(site.app());
        String token = enrol(shop);
        await().atMost(PATIENCE)
                .until(() -> site.fleet().all().stream().allMatch(replica -> token.equals(read(replica, shop))));

        for (Replica replica : site.fleet().all()) {
            String another = UUID.randomUUID().toString();
            assertThat(deliver(replica, late.withHeader("X-Shopify-Webhook-Id", another)))
                    .isEqualTo(200);
        }

        await().atMost(PATIENCE).until(() -> {
            assertThat(site.fleet().all()).allMatch(replica -> token.equals(read(replica, shop)));
            return refuted(shop) && !open(shop);
        });
    }

    private static boolean refuted(SimulatedShop shop) {
        JsonObject found = replica(2)
                .client()
                .get("/v1/shops/" + shop.domain() + "/events?limit=1000")
                .body();
        return found.encode().contains("uninstall-refuted");
    }

    private static boolean open(SimulatedShop shop) throws java.sql.SQLException {
        try (var connection = site.database().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select 1 from webhook_delivery where due_at is not null union all select 1 from installation"
                                + " where uninstall_reported_at is not null and domain = '" + shop.domain() + "'")) {
            return rows.next();
        }
    }
}
