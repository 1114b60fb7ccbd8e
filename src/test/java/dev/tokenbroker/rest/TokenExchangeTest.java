package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.Hold;
import dev.tokenbroker.simulator.IdToken;
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
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
class TokenExchangeTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;

    @BeforeEach
    void connect() {
        broker = new BrokerClient(world, base);
    }

    @Test
    void anIdTokenBringsAnInstallationWithItsShopsNumber() {
        SimulatedShop shop = broker.newShop();

        Answer answer = exchange(shop.idToken(world.app()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("shop")).isEqualTo(shop.domain());
        assertThat(answer.text("grant")).isEqualTo("expiring");
        assertThat(answer.text("state")).isEqualTo("active");
        assertThat(answer.body().getLong("shop_id")).isEqualTo(shop.id());
        assertThat(shop.isAccepted(broker.read(shop.domain()).text("access_token")))
                .isTrue();
    }

    @Test
    void rule10WhereTheGrantWasConfirmedWithinTheHourNothingIsSent() {
        SimulatedShop shop = broker.newShop();
        exchange(shop.idToken(world.app()));

        Answer again = exchange(shop.idToken(world.app()));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().getLong("version")).isEqualTo(1);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
    }

    @Test
    void tabsThatOpenAtOnceCauseOneExchange() {
        SimulatedShop shop = broker.newShop();

        List<CompletableFuture<Answer>> tabs = IntStream.range(0, 8)
                .mapToObj(tab -> CompletableFuture.supplyAsync(() -> exchange(shop.idToken(world.app()))))
                .toList();

        assertThat(tabs.stream().map(CompletableFuture::join).map(Answer::status))
                .containsOnly(200);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
    }

    @Test
    void forceExchangesWhateverThereIs() {
        SimulatedShop shop = broker.newShop();
        exchange(shop.idToken(world.app()));

        Answer forced = broker.post(
                "/v1/token-exchange",
                new JsonObject()
                        .put("id_token", shop.idToken(world.app()).sign())
                        .put("force", true));

        assertThat(forced.body().getLong("version")).isEqualTo(2);
    }

    @Test
    void anImportedGrantThatNobodyConfirmedIsExchanged() {
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 3600);

        Answer answer = exchange(shop.idToken(world.app()));

        assertThat(answer.body().getLong("version")).isEqualTo(2);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
    }

    @Test
    void anExchangeAndARenewalFollowOneAnotherAndTheLivingPairIsLeft() {
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 0);

        CompletableFuture<Answer> reader = broker.readLater(shop.domain());
        Answer exchanged = exchange(shop.idToken(world.app()));

        assertThat(exchanged.status()).isEqualTo(200);
        assertThat(reader.join().status()).isEqualTo(200);
        assertThat(world.shopify().calls().maxConcurrent(shop.domain())).isEqualTo(1);
        assertThat(shop.isAccepted(broker.read(shop.domain()).text("access_token")))
                .isTrue();
    }

    @Test
    void rule10AnExchangeWhoseAnswerWasLostIsNotTakenForALivingGrant() {
        SimulatedShop shop = broker.newShop();
        exchange(shop.idToken(world.app()));
        shop.faults().next(Fault.status520().afterCommit());
        broker.post(
                "/v1/token-exchange",
                new JsonObject()
                        .put("id_token", shop.idToken(world.app()).sign())
                        .put("force", true));

        Awaitility.await()
                .until(() -> exchange(shop.idToken(world.app())).body().getLong("version", 0L) == 2);

        assertThat(shop.isAccepted(broker.read(shop.domain()).text("access_token")))
                .isTrue();
    }

    @Test
    void aDomainThatAnotherShopTookOverInheritsNothing() {
        SimulatedShop former = broker.newShop();
        String domain = former.domain();
        exchange(former.idToken(world.app()));
        former.rename("renamed-" + domain, false);
        SimulatedShop stranger = world.shopify().shop(domain).install(world.app(), DevelopmentWorld.SCOPES);

        Answer answer = broker.post(
                "/v1/token-exchange",
                new JsonObject()
                        .put("id_token", stranger.idToken(world.app()).sign())
                        .put("force", true));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("shop-mismatch");
        Awaitility.await().until(() -> broker.read(domain).status() == 409);
        assertThat(broker.read(domain).text("code")).isEqualTo("shop-mismatch");
    }

    @Test
    void aShopThatWasErasedMayBelongToAnotherAfterwards() {
        SimulatedShop former = broker.newShop();
        String domain = former.domain();
        exchange(former.idToken(world.app()));
        former.rename("moved-" + domain, false);
        SimulatedShop stranger = world.shopify().shop(domain).install(world.app(), DevelopmentWorld.SCOPES);
        broker.delete("/v1/shops/" + domain);

        Answer answer = exchange(stranger.idToken(world.app()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().getLong("shop_id")).isEqualTo(stranger.id());
        assertThat(answer.body().getLong("version")).isGreaterThan(1);
    }

    static Stream<String> forgeries() {
        return Stream.of(
                "alg none", "RS256", "other key", "expired", "not yet", "audience", "issuer", "destination", "host");
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void anIdTokenThatIsNotInOrderIsRefusedAndNothingIsSent(String what) {
        SimulatedShop shop = broker.newShop();
        IssuedPair pair = broker.enrol(shop, 3600);

        Answer answer = exchange(forged(what, shop.idToken(world.app())));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("invalid-id-token");
        assertThat(world.shopify().calls().total(shop.domain())).isZero();
        assertThat(broker.read(shop.domain()).text("access_token")).isEqualTo(pair.accessToken());
    }

    @Test
    void whatShopifyRefusesIsRefusedThoughTheDatabaseIsAwayWhenItsAnswerComes() throws IOException {
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 3600);
        Hold hold = new Hold();
        shop.faults()
                .next(Fault.hold(hold)
                        .then(Fault.status(400, "application/json", "{\"error\":\"invalid_subject_token\"}")));

        CompletableFuture<Answer> exchange = CompletableFuture.supplyAsync(() -> exchange(shop.idToken(world.app())));
        hold.awaitArrivals(1, Duration.ofSeconds(30));
        world.database().kill();
        hold.release();
        Answer answer = exchange.join();
        world.database().restart();

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("invalid-id-token");
    }

    private static IdToken forged(String what, IdToken genuine) {
        long now = Instant.now().getEpochSecond();
        return switch (what) {
            case "alg none" -> genuine.header("alg", "none");
            case "RS256" -> genuine.header("alg", "RS256");
            case "other key" -> genuine.signedWith("sim-other");
            case "expired" -> genuine.claim("exp", now - 11);
            case "not yet" -> genuine.claim("nbf", now + 60);
            case "audience" -> genuine.claim("aud", "sim-somebody-else");
            case "issuer" -> genuine.claim("iss", "https://other.myshopify.com/admin");
            case "destination" -> genuine.claim("dest", "https://other.myshopify.com");
            default -> genuine.claim("dest", "https://shop.example").claim("iss", "https://shop.example/admin");
        };
    }

    private Answer exchange(IdToken token) {
        return broker.post("/v1/token-exchange", new JsonObject().put("id_token", token.sign()));
    }
}
