package dev.tokenbroker.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SignedWebhook;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class DepartureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;
    Post post;
    SimulatedShop shop;

    @BeforeEach
    void aShopWithTheApp() {
        world.shopify().outbox().drain();
        post = new Post(world, base);
        broker = new BrokerClient(world, base);
        shop = broker.newShop();
    }

    private IssuedPair enrolKnowingTheShop(SimulatedShop known, int expiresIn) {
        return post.enrolKnowingTheShop(broker, known, expiresIn);
    }

    private void awaitErased(SimulatedShop left) {
        await().atMost(PATIENCE)
                .until(() -> "t".equals(post.row(left, "state = 'uninstalled' and wrapped_data_key is null")));
    }

    @Test
    void anUninstallationStopsServingErasesTheTokensAndStaysVisible() {
        enrolKnowingTheShop(shop, 3600);
        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);
        shop.uninstall(world.app());

        assertThat(post.deliver(post.emittedFor(shop))).isEqualTo(200);

        await().atMost(PATIENCE).until(() -> broker.read(shop.domain()).status() == 409);
        assertThat(broker.read(shop.domain()).text("code")).isEqualTo("uninstalled");
        awaitErased(shop);
        assertThat(post.pairs(shop)).isEqualTo("0");
        assertThat(broker.read(shop.domain()).text("code")).isEqualTo("uninstalled");
        assertThat(broker.read(shop.domain()).body().getInstant("since")).isBeforeOrEqualTo(Instant.now());
        assertThat(broker.get("/v1/shops/" + shop.domain()).text("state")).isEqualTo("uninstalled");
        assertThat(post.events(shop, "uninstalled")).isEqualTo(1);
    }

    @Test
    void anAppThatIsInstalledAgainIsServedAgain() {
        enrolKnowingTheShop(shop, 3600);
        shop.uninstall(world.app());
        post.deliver(post.emittedFor(shop));
        awaitErased(shop);
        shop.reinstall(world.app());

        IssuedPair pair = enrolKnowingTheShop(shop, 3600);

        assertThat(broker.read(shop.domain()).text("access_token")).isEqualTo(pair.accessToken());
        assertThat(broker.read(shop.domain()).body().getLong("version")).isEqualTo(2);
        assertThat(broker.get("/v1/shops/" + shop.domain()).text("state")).isEqualTo("active");
    }

    /** Its shop's number was never told, so what counts is Shopify's own refusal. */
    @Test
    void aShopThatIsKnownByItsDomainAloneIsErasedWhenShopifyRefusesItsToken() {
        broker.enrol(shop, 3600);
        shop.uninstall(world.app());

        post.deliver(post.emittedFor(shop));

        awaitErased(shop);
        assertThat(broker.read(shop.domain()).text("code")).isEqualTo("uninstalled");
    }

    @Test
    void aLateDeliveryAfterAReinstallationHarmsNothing() {
        enrolKnowingTheShop(shop, 3600);
        shop.uninstall(world.app());
        SignedWebhook late = post.emittedFor(shop);
        shop.reinstall(world.app());
        IssuedPair pair = enrolKnowingTheShop(shop, 3600);

        assertThat(post.deliver(late)).isEqualTo(200);

        await().atMost(PATIENCE).until(() -> {
            assertThat(broker.read(shop.domain()).text("access_token")).isEqualTo(pair.accessToken());
            return post.events(shop, "uninstall-refuted") == 1;
        });
        assertThat(broker.get("/v1/shops/" + shop.domain()).text("state")).isEqualTo("active");
        assertThat(shop.isAcceptable(pair.refreshToken())).isTrue();
    }

    @Test
    void aDeliveryFromLongBeforeTheGrantIsNotEvenAskedAbout() {
        enrolKnowingTheShop(shop, 3600);
        SignedWebhook old = shop.webhooks(world.app())
                .appUninstalled()
                .withHeader(
                        "X-Shopify-Triggered-At",
                        Instant.now().minusSeconds(301).toString());

        post.deliver(old);

        post.awaitOutcome(old, "late");
        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);
        assertThat(post.row(shop, "uninstall_reported_at is null")).isEqualTo("t");
    }

    /** Whoever has one signed body of the shop can change the topic: Shopify's word ends it. */
    @Test
    void aForgedTopicStopsServingAtMostUntilShopifyWasAsked() {
        IssuedPair pair = enrolKnowingTheShop(shop, 3600);
        SignedWebhook forged = shop.webhooks(world.app()).shopUpdate().withHeader("X-Shopify-Topic", "app/uninstalled");

        post.deliver(forged);

        await().atMost(PATIENCE).until(() -> post.events(shop, "uninstall-refuted") == 1);
        assertThat(broker.read(shop.domain()).text("access_token")).isEqualTo(pair.accessToken());
    }

    @Test
    void theBodySaysWhichShopAndNotTheHeader() {
        SimulatedShop victim = broker.newShop();
        enrolKnowingTheShop(victim, 3600);
        enrolKnowingTheShop(shop, 3600);
        shop.uninstall(world.app());

        post.deliver(post.emittedFor(shop).withHeader("X-Shopify-Shop-Domain", victim.domain()));

        awaitErased(shop);
        assertThat(broker.read(victim.domain()).status()).isEqualTo(200);
        assertThat(post.events(victim, "uninstall-reported")).isZero();
    }

    @Test
    void whileShopifyCannotBeAskedNothingIsServedAndNothingIsErased() {
        IssuedPair pair = enrolKnowingTheShop(shop, 3600);
        shop.apiFaults().next(Fault.status(503));
        shop.apiFaults().next(Fault.status(503));

        post.deliver(shop.webhooks(world.app()).appUninstalled());

        await().atMost(PATIENCE).until(() -> broker.read(shop.domain()).status() == 409);
        assertThat(post.pairs(shop)).isEqualTo("1");
        await().atMost(PATIENCE).until(() -> broker.read(shop.domain()).status() == 200);
        assertThat(broker.read(shop.domain()).text("access_token")).isEqualTo(pair.accessToken());
    }

    @Test
    void withoutALivingAccessTokenARefusedRenewalConfirmsIt() {
        enrolKnowingTheShop(shop, 0);
        shop.uninstall(world.app());

        post.deliver(post.emittedFor(shop));

        awaitErased(shop);
        assertThat(post.pairs(shop)).isEqualTo("0");
    }
}
