package dev.tokenbroker.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SignedWebhook;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class ShopChangeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MORE = DevelopmentWorld.SCOPES + ",write_customers";

    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;
    Post post;
    SimulatedShop shop;

    @BeforeEach
    void aShopWithTheApp() {
        post = new Post(world, base);
        broker = new BrokerClient(world, base);
        shop = broker.newShop();
    }

    private String newDomain() {
        return "new-" + shop.domain();
    }

    @Test
    void moreScopesAreInTheTokenSoon() {
        broker.enrol(shop, 3600);
        shop.install(world.app(), MORE);

        post.deliver(shop.webhooks(world.app()).scopesUpdate(DevelopmentWorld.SCOPES, MORE));

        await().atMost(PATIENCE)
                .until(() -> MORE.equals(broker.read(shop.domain()).text("scope")));
        assertThat(broker.read(shop.domain()).body().getLong("version")).isEqualTo(2);
    }

    @Test
    void ofATokenThatIsNeverRenewedShopifyIsAskedWhatItMay() {
        String token = shop.issueStatic(world.app());
        broker.put(
                shop.domain(),
                new JsonObject()
                        .put("grant", "static")
                        .put("access_token", token)
                        .put("scope", DevelopmentWorld.SCOPES));
        shop.install(world.app(), MORE);

        post.deliver(shop.webhooks(world.app()).scopesUpdate(DevelopmentWorld.SCOPES, "write_everything"));

        await().atMost(PATIENCE)
                .until(() -> MORE.equals(broker.read(shop.domain()).text("scope")));
        assertThat(broker.read(shop.domain()).text("access_token")).isEqualTo(token);
    }

    @Test
    void aRenamedShopIsServedUnderItsNewDomainAndUnknownUnderTheOld() {
        IssuedPair pair = post.enrolKnowingTheShop(broker, shop, 3600);
        String old = shop.domain();
        assertThat(broker.read(old).status()).isEqualTo(200);
        shop.rename(newDomain(), false);

        post.deliver(shop.webhooks(world.app()).shopUpdate());

        await().atMost(PATIENCE).until(() -> broker.read(shop.domain()).status() == 200);
        assertThat(broker.read(shop.domain()).text("access_token")).isEqualTo(pair.accessToken());
        await().atMost(PATIENCE).until(() -> broker.read(old).status() == 404);
        assertThat(post.events(shop, "renamed")).isEqualTo(1);
        assertThat(post.ask("select count(*) from event where type = 'renamed' and domain = '" + old + "'"))
                .isEqualTo("1");
    }

    @Test
    void anOlderUpdateThatComesLaterDoesNotRenameBack() {
        post.enrolKnowingTheShop(broker, shop, 3600);
        SignedWebhook older = shop.webhooks(world.app()).shopUpdate();
        String old = shop.domain();
        shop.rename(newDomain(), false);
        SignedWebhook renamed = shop.webhooks(world.app()).shopUpdate();
        post.deliver(renamed);
        post.awaitOutcome(renamed, "renamed");

        post.deliver(older);

        post.awaitOutcome(older, "not-there");
        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);
        assertThat(broker.read(old).status()).isEqualTo(404);
    }

    @Test
    void aDomainThatAnotherInstallationHasIsNotTakenFromIt() {
        SimulatedShop owner = broker.newShop();
        post.enrolKnowingTheShop(broker, shop, 3600);
        IssuedPair owners = broker.enrol(owner, 3600);
        String contested = owner.domain();
        owner.rename("gone-" + contested, false);
        shop.rename(contested, false);
        SignedWebhook renamed = shop.webhooks(world.app()).shopUpdate();

        post.deliver(renamed);

        post.awaitOutcome(renamed, "domain-taken");
        assertThat(broker.read(contested).text("access_token")).isEqualTo(owners.accessToken());
        assertThat(post.ask("select count(*) from event where type = 'rename-refused'"))
                .isEqualTo("1");
    }

    @Test
    void anUpdateTellsWhoseShopItIs() {
        broker.enrol(shop, 3600);
        SignedWebhook update = shop.webhooks(world.app()).shopUpdate();

        post.deliver(update);

        post.awaitOutcome(update, "identified");
        assertThat(broker.get("/v1/shops/" + shop.domain()).body().getLong("shop_id"))
                .isEqualTo(shop.id());
    }
}
