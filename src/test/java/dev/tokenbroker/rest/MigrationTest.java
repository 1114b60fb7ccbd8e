package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.Fault;
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
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class MigrationTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;

    @BeforeEach
    void connect() {
        broker = new BrokerClient(world, base);
    }

    @Test
    void aLegacyTokenIsServedWithoutAnEndUntilItIsMigrated() {
        SimulatedShop shop = broker.newShop();
        String legacy = legacy(shop);

        Answer before = broker.read(shop.domain());
        Answer migrated = migrate(shop);
        Answer after = broker.read(shop.domain());

        assertThat(before.text("access_token")).isEqualTo(legacy);
        assertThat(before.body().containsKey("expires_in")).isFalse();
        assertThat(migrated.status()).isEqualTo(200);
        assertThat(migrated.text("grant")).isEqualTo("expiring");
        assertThat(migrated.body().getLong("shop_id")).isEqualTo(shop.id());
        assertThat(after.text("access_token")).isNotEqualTo(legacy);
        assertThat(shop.isAccepted(after.text("access_token"))).isTrue();
        assertThat(after.body().containsKey("expires_in")).isTrue();
    }

    @Test
    void rule25AnAnswerThatWasLostIsAskedForAgain() {
        SimulatedShop shop = broker.newShop();
        String legacy = legacy(shop);
        shop.faults().next(Fault.status520().afterCommit());

        Answer lost = migrate(shop);

        assertThat(lost.status()).isEqualTo(200);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(2);
        String token = broker.read(shop.domain()).text("access_token");
        assertThat(token).isNotEqualTo(legacy);
        assertThat(shop.isAccepted(token)).isTrue();
    }

    @Test
    void rule25AMigrationThatStaysUnansweredIsJoinedByReadersAndItsTokenIsNotServed() {
        SimulatedShop shop = broker.newShop();
        String legacy = legacy(shop);
        shop.faults()
                .next(
                        Fault.status520().afterCommit(),
                        Fault.status520().afterCommit(),
                        Fault.status520().afterCommit());

        assertThat(migrate(shop).status()).isEqualTo(503);

        assertThat(broker.read(shop.domain()).text("access_token")).isNotEqualTo(legacy);
        Awaitility.await().until(() -> broker.read(shop.domain()).status() == 200);
        assertThat(shop.isAccepted(broker.read(shop.domain()).text("access_token")))
                .isTrue();
    }

    @Test
    void aRefusalOfTheAppLeavesTheLegacyTokenInService() {
        SimulatedShop shop = broker.newShop();
        String legacy = legacy(shop);
        shop.faults().next(Fault.status(403));

        assertThat(migrate(shop).status()).isEqualTo(503);

        assertThat(broker.read(shop.domain()).text("access_token")).isEqualTo(legacy);
    }

    @Test
    void aTokenThatShopifyDoesNotMigrateIsServedOnAndSaidToBeIneligible() {
        SimulatedShop shop = broker.newShop();
        String custom = shop.issueStatic(world.app());
        put(shop, custom, "legacy");

        Answer refused = migrate(shop);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("not-eligible");
        assertThat(broker.read(shop.domain()).text("access_token")).isEqualTo(custom);
    }

    @Test
    void whatIsNoLegacyGrantIsNotEligible() {
        SimulatedShop expiring = broker.newShop();
        broker.enrol(expiring, 3600);
        SimulatedShop permanent = broker.newShop();
        put(permanent, permanent.issueStatic(world.app()), "static");

        assertThat(migrate(expiring).text("code")).isEqualTo("not-eligible");
        assertThat(migrate(permanent).text("code")).isEqualTo("not-eligible");
        assertThat(broker.post("/v1/shops/nobody.myshopify.com/migration", new JsonObject())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theLegacyTokenIsKeptUntilTheNewPairHasBeenRenewedAndThenWiped() throws SQLException {
        SimulatedShop shop = broker.newShop();
        legacy(shop);
        migrate(shop);
        assertThat(legacyTokens(shop)).isEqualTo(1);

        Answer renewed =
                broker.post("/v1/shops/" + shop.domain() + "/access-token/refresh", new JsonObject().put("version", 2));

        assertThat(renewed.status()).isEqualTo(200);
        Awaitility.await().until(() -> legacyTokens(shop) == 0);
    }

    private long legacyTokens(SimulatedShop shop) throws SQLException {
        try (Connection connection = world.database().connect();
                PreparedStatement counting = connection.prepareStatement(
                        "select count(*) from token_pair p join installation i on i.id = p.installation_id"
                                + " where i.domain = ? and p.grant_kind = 'legacy'")) {
            counting.setString(1, shop.domain());
            ResultSet counted = counting.executeQuery();
            counted.next();
            return counted.getLong(1);
        }
    }

    private String legacy(SimulatedShop shop) {
        String token = shop.issueLegacy(world.app());
        put(shop, token, "legacy");
        return token;
    }

    private void put(SimulatedShop shop, String token, String grant) {
        Answer answer = broker.put(
                shop.domain(),
                new JsonObject().put("grant", grant).put("access_token", token).put("scope", DevelopmentWorld.SCOPES));
        assertThat(answer.status()).isEqualTo(201);
    }

    private Answer migrate(SimulatedShop shop) {
        return broker.send(broker.request("/v1/shops/" + shop.domain() + "/migration")
                .POST(BodyPublishers.noBody())
                .build());
    }
}
