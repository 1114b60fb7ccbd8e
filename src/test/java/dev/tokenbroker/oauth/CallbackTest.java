package dev.tokenbroker.oauth;

import static dev.tokenbroker.oauth.Browser.header;
import static dev.tokenbroker.oauth.Browser.next;
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
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
@WithTestResource(PublicAddress.class)
class CallbackTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    InstallWorld shopify;
    BrokerClient broker;
    final Browser browser = new Browser();

    @BeforeEach
    void connect() {
        shopify = new InstallWorld(world, base);
        broker = new BrokerClient(world, base);
    }

    @Test
    void aMerchantWhoConsentsHasTheAppAndItsTokenIsServed() {
        SimulatedShop shop = shopify.newShop();
        URI callback = browser.follow(shopify.launch(shop));

        HttpResponse<String> answer = browser.open(callback);

        assertThat(next(answer))
                .hasToString("https://app.sim.test/welcome?from=broker&shop=" + shop.domain() + "&host="
                        + SignedLink.parse(callback.getRawQuery()).value("host") + "#top");
        Answer token = broker.read(shop.domain());
        assertThat(token.status()).isEqualTo(200);
        assertThat(shop.isAccepted(token.text("access_token"))).isTrue();
        assertThat(token.body().getInteger("expires_in")).isPositive();
        assertThat(token.text("scope")).isEqualTo("read_products,write_orders");
    }

    @Test
    void anAppWithoutAPageOfItsOwnHasOurs() {
        SimulatedShop shop = shopify.newShop();
        URI callback = browser.follow(shopify.install("other", "shop=" + shop.domain()));

        HttpResponse<String> answer = browser.open(callback);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("The app is installed", shop.domain());
        Pages.assertReadable(answer);
        assertThat(broker.get("/v1/shops/" + shop.domain() + "/access-token?app=other")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aSecondCallbackOfASuccessGetsTheSameRedirect() {
        SimulatedShop shop = shopify.newShop();
        URI callback = browser.follow(shopify.install(shop));
        URI first = next(browser.open(callback));

        URI second = next(browser.open(callback));

        assertThat(second).isEqualTo(first);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
    }

    @Test
    void callbacksThatComeAtOnceSpendTheCodeOnceAndAllGoOn() {
        SimulatedShop shop = shopify.newShop();
        URI callback = browser.follow(shopify.install(shop));

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 20)
                .mapToObj(tab -> browser.openLater(callback))
                .toList();

        assertThat(answers.stream()
                        .map(CompletableFuture::join)
                        .map(Browser::next)
                        .distinct())
                .hasSize(1);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
    }

    @Test
    void twoTabsOfABrowserCanInstallAtOnce() {
        SimulatedShop one = shopify.newShop();
        SimulatedShop two = shopify.newShop();
        URI callbackOfOne = browser.follow(shopify.install(one));
        URI callbackOfTwo = browser.follow(shopify.install(two));

        assertThat(browser.open(callbackOfOne).statusCode()).isEqualTo(302);
        assertThat(browser.open(callbackOfTwo).statusCode()).isEqualTo(302);
    }

    @Test
    void aShopifyThatTurnsUsAwaySpendsNothingAndAReloadWorks() {
        SimulatedShop shop = shopify.newShop();
        URI callback = browser.follow(shopify.install(shop));
        shop.faults().next(Fault.tooManyRequests("1"));

        HttpResponse<String> away = browser.open(callback);
        HttpResponse<String> reloaded = browser.open(callback);

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(Integer.parseInt(header(away, "Retry-After"))).isPositive();
        assertThat(away.body()).contains("try again in a moment", "href=\"\"");
        Pages.assertReadable(away);
        assertThat(reloaded.statusCode()).isEqualTo(302);
    }

    @Test
    void aDatabaseThatIsAwaySpendsNothingAndAReloadWorks() throws IOException {
        SimulatedShop shop = shopify.newShop();
        URI callback = browser.follow(shopify.install(shop));

        world.database().kill();
        HttpResponse<String> away = browser.open(callback);
        HttpResponse<String> notBegun = browser.open(shopify.install(shop));
        world.database().restart();
        HttpResponse<String> reloaded = browser.open(callback);

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(notBegun.statusCode()).isEqualTo(503);
        Pages.assertReadable(notBegun);
        assertThat(reloaded.statusCode()).isEqualTo(302);
        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);
    }

    @Test
    void whatShopifyMayHaveDoneIsNotDoneTwice() {
        SimulatedShop shop = shopify.newShop();
        URI callback = browser.follow(shopify.install(shop));
        shop.faults().next(Fault.reset().afterCommit());

        HttpResponse<String> interrupted = browser.open(callback);
        HttpResponse<String> reloaded = browser.open(callback);

        assertThat(interrupted.statusCode()).isEqualTo(503);
        assertThat(interrupted.body()).contains("was interrupted", "href=\"" + shopify.install(shop) + "\"");
        assertThat(reloaded.body()).isEqualTo(interrupted.body());
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
        assertThat(browser.open(browser.follow(shopify.install(shop))).statusCode())
                .isEqualTo(302);
    }

    @Test
    void grantedLessThanItNeedsTheMerchantIsAskedAgain() {
        SimulatedShop shop = shopify.newShop();
        URI begun = next(browser.open(shopify.install(shop)));
        URI less = URI.create(begun.toString().replace("%2Cwrite_orders", ""));
        URI callback = next(browser.open(less));

        HttpResponse<String> answer = browser.open(callback);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("permissions are missing", "href=\"" + shopify.install(shop) + "\"");
        assertThat(browser.open(browser.follow(shopify.launch(shop))).statusCode())
                .isEqualTo(302);
    }

    @Test
    void aCodeThatShopifyDoesNotTakeEndsOnAPageThatLeadsToANewBeginning() {
        SimulatedShop shop = shopify.newShop();
        URI callback = browser.follow(shopify.install(shop));
        shop.faults()
                .next(Fault.status(
                        400,
                        "application/json",
                        "{\"error\":\"invalid_request\",\"error_description\":\"The authorization code was not found or was"
                                + " already used\"}"));

        HttpResponse<String> refused = browser.open(callback);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("did not confirm", "href=\"" + shopify.install(shop) + "\"");
        assertThat(browser.open(callback).body()).isEqualTo(refused.body());
        assertThat(browser.open(browser.follow(shopify.install(shop))).statusCode())
                .isEqualTo(302);
    }

    @Test
    void aDomainThatAnotherShopHasNowChangesNothingOfTheFormers() {
        SimulatedShop shop = shopify.newShop().install(shopify.app(), DevelopmentWorld.SCOPES);
        IssuedPair pair = shop.issueExpiring(shopify.app());
        JsonObject former = BrokerClient.expiring(pair, 3600).put("shop_id", shop.id() + 1_000_000);
        assertThat(broker.put(shop.domain(), former).status()).isEqualTo(201);

        HttpResponse<String> answer = browser.open(browser.follow(shopify.install(shop)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("belonged to another shop");
        assertThat(broker.get("/v1/shops/" + shop.domain()).body().getLong("shop_id"))
                .isEqualTo(shop.id() + 1_000_000);
        assertThat(broker.get("/v1/shops/" + shop.domain()).body().getLong("version"))
                .isEqualTo(1);
    }
}
