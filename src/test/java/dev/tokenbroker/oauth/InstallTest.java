package dev.tokenbroker.oauth;

import static dev.tokenbroker.oauth.Browser.header;
import static dev.tokenbroker.oauth.Browser.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
@WithTestResource(PublicAddress.class)
class InstallTest {
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
    void whoOpensTheAppIsSentToShopifyForConsent() {
        SimulatedShop shop = shopify.newShop();

        HttpResponse<String> answer = browser.open(shopify.launch(shop));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(next(answer).toString())
                .startsWith(world.shopify().url(shop) + "/admin/oauth/authorize?client_id=sim-client-id"
                        + "&scope=read_products%2Cwrite_orders&redirect_uri=http%3A%2F%2Flocalhost%3A" + base.getPort()
                        + "%2Foauth%2Fdefault%2Fcallback&state=")
                .matches(".*&state=[0-9a-f]{64}");
        assertThat(header(answer, "Set-Cookie"))
                .matches("token-broker-install=[0-9a-f]{64}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void aLinkThatNamesTheShopAloneWillDo() {
        HttpResponse<String> answer = browser.open(shopify.install(shopify.newShop()));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(next(answer).getPath()).endsWith("/admin/oauth/authorize");
    }

    @Test
    void twoTabsOfABrowserHaveOneCookieAndAStateEach() {
        HttpResponse<String> one = browser.open(shopify.install(shopify.newShop()));
        HttpResponse<String> two = browser.open(shopify.install(shopify.newShop()));

        assertThat(header(two, "Set-Cookie")).isEqualTo(header(one, "Set-Cookie"));
        assertThat(SignedLink.parse(next(two).getRawQuery()).value("state"))
                .isNotEqualTo(SignedLink.parse(next(one).getRawQuery()).value("state"));
    }

    @ParameterizedTest
    @CsvSource({
        "default, '', 400",
        "default, shop=evil.example, 400",
        "default, shop[]=acme.myshopify.com, 400",
        "default, shop=acme.myshopify.com&shop=acme.myshopify.com, 400",
        "default, shop=acme.myshopify.com&hmac=, 400",
        "default, shop=acme.myshopify.com&hmac=00&timestamp=1, 400",
        "unknown, shop=acme.myshopify.com, 404",
        "private, shop=acme.myshopify.com, 404"
    })
    void whatCannotBeAnInstallEndsOnAPage(String app, String query, int status) {
        HttpResponse<String> answer =
                browser.open(shopify.install(app, query.replace("[", "%5B").replace("]", "%5D")));

        assertThat(answer.statusCode()).isEqualTo(status);
        Pages.assertReadable(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"install", "callback"})
    void aLinkThatCannotBeDecodedEndsOnAPageToo(String page) throws IOException {
        String request =
                "GET /oauth/default/" + page + "?shop=acme.myshopify.com&x=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n";

        try (Socket socket = new Socket("localhost", base.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();

            assertThat(status).startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "timestamp", "host"})
    void aLaunchThatSomebodyChangedIsRefused(String name) {
        SimulatedShop shop = shopify.newShop();
        SignedLink launch = SignedLink.parse(shopify.launch(shop).getRawQuery());
        String other = name.equals("shop") ? "acme.myshopify.com" : launch.value(name) + "1";

        HttpResponse<String> changed = browser.open(shopify.install(
                "default", launch.replacing(name, name + "=" + other).query()));
        HttpResponse<String> dropped =
                browser.open(shopify.install("default", launch.without(name).query()));

        assertThat(changed.statusCode()).isEqualTo(400);
        assertThat(dropped.statusCode()).isEqualTo(400);
        assertThat(changed.body()).contains("does not come from Shopify");
    }

    @Test
    void aLaunchOfFiveMinutesAgoIsRefused() {
        String stale = SignedLink.of(
                        "shop=" + shopify.newShop().domain(),
                        "timestamp=" + (Instant.now().getEpochSecond() - 310))
                .signed(DevelopmentWorld.CLIENT_SECRET)
                .query();

        HttpResponse<String> answer = browser.open(shopify.install("default", stale));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("too old");
    }

    @Test
    void aMerchantWhoseGrantLivesGoesStraightToTheApp() {
        SimulatedShop shop = shopify.newShop().install(shopify.app(), DevelopmentWorld.SCOPES);
        broker.enrol(shop, 0);
        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);
        URI launch = shopify.launch(shop);

        HttpResponse<String> answer = browser.open(launch);

        assertThat(next(answer))
                .hasToString("https://app.sim.test/welcome?from=broker&shop=" + shop.domain() + "&host="
                        + SignedLink.parse(launch.getRawQuery()).value("host") + "#top");
        assertThat(next(browser.open(shopify.install(shop))).getPath()).endsWith("/admin/oauth/authorize");
    }

    @Test
    void aGrantThatShopifyDidNotConfirmLatelyIsAskedForAgain() {
        SimulatedShop shop = shopify.newShop().install(shopify.app(), DevelopmentWorld.SCOPES);
        broker.enrol(shop, 3600);

        assertThat(next(browser.open(shopify.launch(shop))).getPath()).endsWith("/admin/oauth/authorize");
    }

    @Test
    void aHostThatIsNoPlaceInShopifysAdminIsNotHandedOn() {
        SimulatedShop shop = shopify.newShop().install(shopify.app(), DevelopmentWorld.SCOPES);
        broker.enrol(shop, 0);
        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);
        String launch = SignedLink.of(
                        "host=ZXZpbC5leGFtcGxlL2FkbWlu",
                        "shop=" + shop.domain(),
                        "timestamp=" + Instant.now().getEpochSecond())
                .signed(DevelopmentWorld.CLIENT_SECRET)
                .query();

        assertThat(next(browser.open(shopify.install("default", launch))))
                .hasToString("https://app.sim.test/welcome?from=broker&shop=" + shop.domain() + "#top");
    }

    @Test
    void inAFrameOfTheAdminTheMerchantIsLedOutOfItFirst() {
        SimulatedShop shop = shopify.newShop();
        URI launch = shopify.launch(shop);

        HttpResponse<String> answer = browser.open(launch, "Sec-Fetch-Dest", "iframe");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<a target=\"_top\" href=\"" + shopify.install(shop) + "\">Continue</a>");
        assertThat(header(answer, "Content-Security-Policy"))
                .endsWith("frame-ancestors https://admin.shopify.com https://" + shop.domain());
        assertThat(header(answer, "Set-Cookie")).isNull();
    }

    @Test
    void anOlderBrowsersFrameIsKnownByWhatShopifySays() {
        SimulatedShop shop = shopify.newShop();
        URI embedded = shopify.install("default", "shop=" + shop.domain() + "&embedded=1");

        assertThat(browser.open(embedded).statusCode()).isEqualTo(200);
        assertThat(browser.open(embedded, "Sec-Fetch-Dest", "document").statusCode())
                .isEqualTo(302);
    }

    @Test
    void whoCanOnlyBeHelpedByTheMerchantIsToldWhereToSendHim() throws SQLException {
        SimulatedShop shop = shopify.newShop().install(shopify.app(), DevelopmentWorld.SCOPES);
        broker.enrol(shop, 0);
        assertThat(broker.get("/v1/shops/" + shop.domain()).body().getValue("reauthorize_url"))
                .isNull();

        Sql.run(
                world.database(),
                "update installation set state = 'reauthorization_required', state_reason = 'sim'" + " where domain = '"
                        + shop.domain() + "'");

        String install = shopify.install(shop).toString();
        assertThat(broker.read(shop.domain()).status()).isEqualTo(409);
        assertThat(broker.read(shop.domain()).text("reauthorize_url")).isEqualTo(install);
        assertThat(broker.get("/v1/shops/" + shop.domain()).text("reauthorize_url"))
                .isEqualTo(install);
    }
}
