package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class ReachTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient everywhere;
    BrokerClient regional;

    @BeforeEach
    void connect() {
        everywhere = new BrokerClient(world, base);
        regional = new BrokerClient(world, base, "regional");
        everywhere.enrol(everywhere.newShop(), 3600);
    }

    private SimulatedShop regionalShop(String name) {
        return world.shopify().shop(name + ".myshopify.com").install(world.app(), DevelopmentWorld.SCOPES);
    }

    @Test
    void listsShowWhatTheCallerMayHaveAndNothingElse() {
        everywhere.enrol(regionalShop("regional-list"), 3600);

        Answer shops = regional.get("/v1/shops");
        Answer events = regional.get("/v1/events");

        assertThat(shops.body().getJsonArray("shops"))
                .isNotEmpty()
                .allMatch(shop -> ((JsonObject) shop).getString("shop").startsWith("regional-"));
        assertThat(events.body().getJsonArray("events"))
                .isNotEmpty()
                .allMatch(event -> ((JsonObject) event).getString("shop").startsWith("regional-"));
    }

    @Test
    void aShopOutOfReachAndOneThatIsNotThereLookAlike() {
        SimulatedShop elsewhere = everywhere.newShop();
        everywhere.enrol(elsewhere, 3600);

        for (String path : new String[] {"", "/access-token", "/events"}) {
            Answer outOfReach = regional.get("/v1/shops/" + elsewhere.domain() + path);
            Answer notThere = regional.get("/v1/shops/regional-nobody.myshopify.com" + path);

            assertThat(outOfReach.status()).isEqualTo(404);
            assertThat(notThere.response().body())
                    .isEqualTo(outOfReach.response().body());
        }
    }
}
