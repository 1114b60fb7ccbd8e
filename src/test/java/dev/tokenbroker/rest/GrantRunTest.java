package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class GrantRunTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;

    @BeforeEach
    void connect() {
        broker = new BrokerClient(world, base);
    }

    @Test
    void aFleetIsMigratedAndNobodyIsExchangedTwice() {
        othersLeaveTheFleet();
        List<SimulatedShop> shops = Stream.generate(this::legacyShop).limit(12).toList();

        Answer done = untilOver(broker.post("/v1/migrations", new JsonObject().put("per_second", 50)));

        assertThat(done.text("state")).isEqualTo("done");
        assertThat(done.body().getLong("migrated")).isEqualTo(12);
        assertThat(done.body().containsKey("days_to_deadline")).isTrue();
        assertThat(shops)
                .allSatisfy(shop -> assertThat(
                                shop.isAccepted(broker.read(shop.domain()).text("access_token")))
                        .isTrue())
                .allSatisfy(shop ->
                        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1));
    }

    /** What earlier tests enrolled, and made refuse: it would be waited for. */
    private void othersLeaveTheFleet() {
        Sql.run(world.database(), "update installation set app = 'left' where grant_kind = 'legacy'");
    }

    @Test
    void aDryRunCountsAndChangesNothing() {
        SimulatedShop shop = legacyShop();

        Answer counted = broker.post("/v1/migrations", new JsonObject().put("dry_run", true));

        assertThat(counted.text("state")).isEqualTo("done");
        assertThat(counted.body().getBoolean("dry_run")).isTrue();
        assertThat(counted.body().getLong("total")).isPositive();
        assertThat(counted.body().getLong("remaining")).isPositive();
        assertThat(world.shopify().calls().total(shop.domain())).isZero();
    }

    @Test
    void whatAnOperatorNamesIsRenewed() {
        List<SimulatedShop> shops = Stream.generate(this::expiringShop).limit(3).toList();
        JsonArray named =
                new JsonArray(shops.stream().map(SimulatedShop::domain).toList());

        Answer done = untilOver(broker.post("/v1/operations/renewals", new JsonObject().put("shops", named)));

        assertThat(done.text("state")).isEqualTo("done");
        assertThat(done.body().getLong("done")).isEqualTo(3);
        assertThat(shops)
                .allSatisfy(shop -> assertThat(world.shopify().calls().rotations(shop.domain()))
                        .isEqualTo(1));
    }

    @Test
    void anUnknownShopIsNamedAndNothingIsStarted() {
        SimulatedShop shop = expiringShop();

        Answer refused = broker.post(
                "/v1/operations/renewals",
                new JsonObject().put("shops", new JsonArray().add(shop.domain()).add("nobody.myshopify.com")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().getJsonArray("errors").encode()).contains("shops[1]");
        assertThat(world.shopify().calls().total(shop.domain())).isZero();
    }

    private Answer untilOver(Answer started) {
        String run = started.header("Location");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> !broker.get(run).text("state").equals("running"));
        return broker.get(run);
    }

    private SimulatedShop legacyShop() {
        SimulatedShop shop = broker.newShop();
        Answer answer = broker.put(
                shop.domain(),
                new JsonObject()
                        .put("grant", "legacy")
                        .put("access_token", shop.issueLegacy(world.app()))
                        .put("scope", DevelopmentWorld.SCOPES));
        assertThat(answer.status()).isEqualTo(201);
        return shop;
    }

    private SimulatedShop expiringShop() {
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 3600);
        return shop;
    }
}
