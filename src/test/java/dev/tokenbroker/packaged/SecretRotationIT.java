package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A client secret is rotated as the runbook says: both are configured, every grant is renewed, the old one is revoked. */
class SecretRotationIT {
    private static final Path DIRECTORY = Path.of("target", "rotation-world");
    private static final String NEW_SECRET = "shpss_sim_rotated";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void noShopIsLostWhenTheOldSecretIsRevokedAfterTheRunSaysSo() throws Exception {
        try (DevelopmentWorld world = DevelopmentWorld.start(DIRECTORY, Clock.systemUTC());
                BrokerProcess broker = start(world, NEW_SECRET)) {
            BrokerClient client = new BrokerClient(world, broker.base());
            List<SimulatedShop> shops =
                    Stream.generate(() -> enrolled(client)).limit(20).toList();
            world.app().addSecret(NEW_SECRET);

            Answer started = client.post("/v1/operations/secret-rotation", new JsonObject().put("per_second", 100));
            Answer over = untilOver(client, started.header("Location"));
            world.app().revokeSecret(DevelopmentWorld.CLIENT_SECRET);

            assertThat(over.text("state")).isEqualTo("done");
            assertThat(over.body().getLong("remaining")).isZero();
            assertThat(shops)
                    .allSatisfy(shop -> assertThat(
                                    shop.isAccepted(client.read(shop.domain()).text("access_token")))
                            .isTrue());
            assertThat(client.post(
                                    "/v1/shops/" + shops.get(0).domain() + "/access-token/refresh",
                                    new JsonObject().put("version", 2))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aNewSecretThatShopifyRefusesPausesTheRunAndTheRightOneEndsIt() throws Exception {
        try (DevelopmentWorld world = DevelopmentWorld.start(DIRECTORY, Clock.systemUTC())) {
            List<SimulatedShop> shops;
            String run;
            try (BrokerProcess broker = start(world, "shpss_sim_mistaken")) {
                BrokerClient client = new BrokerClient(world, broker.base());
                shops = Stream.generate(() -> enrolled(client)).limit(3).toList();

                run = client.post("/v1/operations/secret-rotation", new JsonObject())
                        .header("Location");

                Answer paused = untilOver(client, run);
                assertThat(paused.text("state")).isEqualTo("paused");
                assertThat(paused.body().getLong("remaining")).isEqualTo(shops.size());
                assertThat(shops)
                        .allSatisfy(shop -> assertThat(world.shopify().calls().rotations(shop.domain()))
                                .isLessThanOrEqualTo(1));
            }
            world.app().addSecret(NEW_SECRET);
            try (BrokerProcess mended = start(world, NEW_SECRET)) {
                BrokerClient client = new BrokerClient(world, mended.base());

                Answer again = client.post("/v1/operations/secret-rotation", new JsonObject());
                Answer over = untilOver(client, run);
                world.app().revokeSecret(DevelopmentWorld.CLIENT_SECRET);

                assertThat(again.header("Location")).isEqualTo(run);
                assertThat(over.text("state")).isEqualTo("done");
                assertThat(shops)
                        .allSatisfy(shop -> assertThat(shop.isAccepted(
                                        client.read(shop.domain()).text("access_token")))
                                .isTrue());
            }
        }
    }

    private static BrokerProcess start(DevelopmentWorld world, String secret) throws IOException {
        return BrokerProcess.start(DIRECTORY.resolve("run"), settings(world, secret))
                .ready();
    }

    private static Map<String, String> settings(DevelopmentWorld world, String secret) {
        Map<String, String> settings = new LinkedHashMap<>(world.settings());
        settings.put("broker.apps.default.client-secret", secret);
        settings.put("broker.apps.default.previous-client-secret", DevelopmentWorld.CLIENT_SECRET);
        settings.put("broker.refresh.settle", "PT0S");
        return settings;
    }

    private static SimulatedShop enrolled(BrokerClient client) {
        SimulatedShop shop = client.newShop();
        client.enrol(shop, 3600);
        return shop;
    }

    private static Answer untilOver(BrokerClient client, String run) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> !client.get(run).text("state").equals("running"));
        return client.get(run);
    }
}
