package dev.tokenbroker.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The snippets of {@code docs/callers.md}, as pasted, against a broker and a simulated Shopify. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class CallersTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;

    @ParameterizedTest
    @EnumSource(Runtime.class)
    void aCrowdAsksOnceReportsOnceAndNeverStorms(Runtime runtime) throws IOException, InterruptedException {
        assumeTrue(runtime.isPresent(), runtime + " is not here");
        BrokerClient broker = new BrokerClient(world, base);
        Map<String, String> shops = shops(broker);

        try (Front front = Front.of(base)) {
            front.awayAfterOneAnswer(shops.get("OUTAGE"));
            List<String> printed = Pasted.of(runtime).run(environment(front, shops));

            assertThat(printed)
                    .containsExactly(
                            "crowd 65 1", "refused 64", "busy 128 128", "permanent true", "outage 64", "ended 64");
            assertThat(front.requests(shops.get("CROWD"))).containsExactly("GET");
            assertThat(front.requests(shops.get("REFUSED"))).containsExactly("GET", "POST");
            assertThat(front.requests(shops.get("BUSY"))).containsExactly("GET");
            assertThat(front.requests(shops.get("PERMANENT"))).containsExactly("GET");
            // while the token lives the broker is asked once in the background; then once more, unless that is still
            // under way
            assertThat(front.requests(shops.get("OUTAGE")))
                    .hasSizeBetween(2, 3)
                    .startsWith("GET", "GET \"1\"")
                    .doesNotContain("POST");
            assertThat(world.shopify().calls().total(shops.get("REFUSED"))).isEqualTo(1);
        }
    }

    private Map<String, String> shops(BrokerClient broker) {
        SimulatedShop crowd = broker.newShop();
        broker.enrol(crowd, 3600);
        SimulatedShop refused = broker.newShop();
        broker.put(
                refused.domain(),
                BrokerClient.expiring(refused.issueExpiring(world.app()), 3600)
                        .put("access_token", "shpat_sim_refused"));
        SimulatedShop busy = broker.newShop();
        broker.enrol(busy, 0);
        busy.faults().always(Fault.status520());
        SimulatedShop permanent = broker.newShop();
        broker.put(
                permanent.domain(),
                new JsonObject()
                        .put("grant", "static")
                        .put("access_token", permanent.issueStatic(world.app()))
                        .put("scope", "read_products"));
        SimulatedShop outage = broker.newShop();
        broker.enrol(outage, 3600);
        return Map.of(
                "CROWD", crowd.domain(),
                "REFUSED", refused.domain(),
                "BUSY", busy.domain(),
                "PERMANENT", permanent.domain(),
                "OUTAGE", outage.domain());
    }

    private Map<String, String> environment(Front front, Map<String, String> shops) throws IOException {
        Path jwt = Files.writeString(
                Files.createDirectories(Path.of("target", "callers"))
                        .resolve("jwt")
                        .toAbsolutePath(),
                world.callerToken(Duration.ofMinutes(10)) + "\n");
        Map<String, String> environment = new HashMap<>(shops);
        environment.put("TOKEN_BROKER_URL", front.url());
        environment.put("TOKEN_BROKER_JWT_FILE", jwt.toString());
        environment.put("SHOPIFY_URL", world.shopify().url());
        return environment;
    }
}
