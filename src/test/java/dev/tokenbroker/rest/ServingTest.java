package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.IssuedPair;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
class ServingTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;

    @BeforeEach
    void connect() {
        broker = new BrokerClient(world, base);
    }

    @Test
    void aTokenThatLivesIsServedAsItWasEnrolled() {
        SimulatedShop shop = broker.newShop();
        IssuedPair pair = broker.enrol(shop, 3600);

        Answer answer = broker.read(shop.domain());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("access_token")).isEqualTo(pair.accessToken());
        assertThat(answer.body().getInteger("expires_in")).isBetween(3500, 3600);
        assertThat(answer.body().getLong("version")).isEqualTo(1);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body().containsKey("warnings")).isFalse();
        assertThat(world.shopify().calls().total(shop.domain())).isZero();
    }

    @Test
    void anExpiredTokenIsRenewedForWhoeverAsks() {
        SimulatedShop shop = broker.newShop();
        IssuedPair pair = broker.enrol(shop, 0);

        Answer answer = broker.read(shop.domain());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("access_token")).isNotEqualTo(pair.accessToken());
        assertThat(shop.isAccepted(answer.text("access_token"))).isTrue();
        assertThat(answer.body().getLong("version")).isEqualTo(2);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
    }

    @Test
    void fiveHundredReadersOfAnExpiredTokenCauseOneCall() {
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 0);

        List<CompletableFuture<Answer>> readers = IntStream.range(0, 500)
                .mapToObj(reader -> broker.readLater(shop.domain()))
                .toList();

        assertThat(readers.stream().map(CompletableFuture::join).map(Answer::status))
                .containsOnly(200);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
        assertThat(world.shopify().calls().rotations(shop.domain())).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgainWithTheSameRefreshToken() {
        SimulatedShop shop = broker.newShop();
        IssuedPair pair = broker.enrol(shop, 0);
        shop.faults().next(Fault.status520().afterCommit());

        Answer unavailable = broker.read(shop.domain());

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.text("code")).isEqualTo("shopify-unavailable");
        org.awaitility.Awaitility.await().until(() -> broker.read(shop.domain()).status() == 200);
        assertThat(world.shopify().calls().withRefreshToken(pair.refreshToken()))
                .isEqualTo(2);
    }

    @Test
    void aVersionThatIsCurrentIsNotSentAgain() {
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 3600);

        Answer answer = broker.send(broker.request("/v1/shops/" + shop.domain() + "/access-token")
                .header("If-None-Match", "\"1\"")
                .build());

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void itIsReadAndNothingElse(String method) {
        Answer answer =
                broker.send(broker.request("/v1/shops/" + broker.newShop().domain() + "/access-token")
                        .method(method, BodyPublishers.noBody())
                        .build());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text("code")).isEqualTo("method-not-allowed");
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void everyGrantIsServed() {
        SimulatedShop shop = broker.newShop();
        JsonObject permanent = new JsonObject()
                .put("grant", "static")
                .put("access_token", shop.issueStatic(world.app()))
                .put("scope", "read_products");
        assertThat(broker.put(shop.domain(), permanent).status()).isEqualTo(201);

        Answer answer = broker.read(shop.domain());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().containsKey("expires_in")).isFalse();
        assertThat(shop.isAccepted(answer.text("access_token"))).isTrue();
    }

    @Test
    void clientCredentialsAreAskedForAtTheFirstRead() {
        world.app().sameOrganisation(true);
        SimulatedShop shop = broker.newShop();
        assertThat(broker.put(shop.domain(), new JsonObject().put("grant", "client_credentials"))
                        .status())
                .isEqualTo(201);

        Answer answer = broker.read(shop.domain());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(shop.isAccepted(answer.text("access_token"))).isTrue();
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
    }

    @Test
    void anErasedShopIsUnknown() {
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 3600);
        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);

        assertThat(broker.delete("/v1/shops/" + shop.domain()).status()).isEqualTo(204);

        assertThat(broker.read(shop.domain()).status()).isEqualTo(404);
        assertThat(broker.get("/v1/shops/" + shop.domain()).status()).isEqualTo(404);
    }

    @Test
    void installationsAndEventsAreListed() {
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 0);
        broker.read(shop.domain());

        Answer one = broker.get("/v1/shops/" + shop.domain());
        Answer page = broker.get("/v1/shops?limit=1");
        Answer events = broker.get("/v1/shops/" + shop.domain() + "/events");

        assertThat(one.status()).isEqualTo(200);
        assertThat(one.text("state")).isEqualTo("active");
        assertThat(one.body().getLong("version")).isEqualTo(2);
        assertThat(one.body().containsKey("failing_since")).isTrue();
        assertThat(page.body().getJsonArray("shops")).hasSize(1);
        assertThat(events.body().getJsonArray("events").stream().map(event -> ((JsonObject) event).getString("type")))
                .containsExactly("renewed", "enrolled");
    }
}
