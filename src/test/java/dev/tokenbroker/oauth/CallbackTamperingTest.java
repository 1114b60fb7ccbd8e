package dev.tokenbroker.oauth;

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
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks that somebody made up, changed, stole or kept: each ends on a page, and the true one still works afterwards. */
@QuarkusTest
@WithTestResource(WorldResource.class)
@WithTestResource(PublicAddress.class)
class CallbackTamperingTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    InstallWorld shopify;
    SimulatedShop shop;
    SignedLink callback;
    final Browser browser = new Browser();

    @BeforeEach
    void anInstallThatShopifyHasAnswered() {
        shopify = new InstallWorld(world, base);
        shop = shopify.newShop();
        callback = SignedLink.parse(browser.follow(shopify.install(shop)).getRawQuery());
    }

    @AfterEach
    void nothingWasSpent() {
        assertThat(world.shopify().calls().total(shop.domain())).isZero();
        assertThat(new BrokerClient(world, base).read(shop.domain()).status()).isEqualTo(404);

        assertThat(browser.open(shopify.callback(callback)).statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "hmac", "host", "shop", "state", "timestamp"})
    void aParameterThatIsChanged(String name) {
        String value = callback.value(name);
        String other =
                name.equals("shop") ? "globex.myshopify.com" : (value.startsWith("1") ? "2" : "1") + value.substring(1);

        assertRefused(callback.replacing(name, name + "=" + other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "hmac", "host", "shop", "state", "timestamp"})
    void aParameterThatIsDropped(String name) {
        assertRefused(callback.without(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "hmac", "host", "shop", "state", "timestamp"})
    void aParameterThatIsThereTwice(String name) {
        assertRefused(callback.with(name + "=" + callback.value(name)));
        assertRefused(callback.signed(DevelopmentWorld.CLIENT_SECRET).with(name + "="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "host", "shop", "state", "timestamp"})
    void aParameterThatIsThereTwiceAndSigned(String name) {
        assertRefused(callback.with(name + "=" + callback.value(name)).signed(DevelopmentWorld.CLIENT_SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "shop", "state", "timestamp"})
    void aListInItsPlaceOrBesideIt(String name) {
        String list = name + "%5B%5D=" + callback.value(name);

        assertRefused(callback.replacing(name, list).signed(DevelopmentWorld.CLIENT_SECRET));
        assertRefused(callback.with(list).signed(DevelopmentWorld.CLIENT_SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "state"})
    void aSignedParameterThatIsMissingOrEmpty(String name) {
        assertRefused(callback.without(name).signed(DevelopmentWorld.CLIENT_SECRET));
        assertRefused(callback.replacing(name, name + "=").signed(DevelopmentWorld.CLIENT_SECRET));
    }

    @Test
    void anotherParameterAdded() {
        assertRefused(callback.with("session=x"));
    }

    @Test
    void aSignatureUnderASecretThatIsNotTheApps() {
        assertRefused(callback.signed(PublicAddress.OTHER_SECRET));
    }

    @ParameterizedTest
    @ValueSource(ints = {-310, 310})
    void aTimestampThatIsTooFarAway(int seconds) {
        long time = Instant.now().getEpochSecond() + seconds;

        assertRefused(callback.replacing("timestamp", "timestamp=" + time).signed(DevelopmentWorld.CLIENT_SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"globex.myshopify.com", "evil.example", "install-1.myshopify.com.evil.example"})
    void aSignedCallbackOfAnotherShop(String other) {
        assertRefused(callback.replacing("shop", "shop=" + other).signed(DevelopmentWorld.CLIENT_SECRET));
    }

    @Test
    void aStateThatNobodyGave() {
        assertRefused(callback.replacing("state", "state=" + "0".repeat(64)).signed(DevelopmentWorld.CLIENT_SECRET));
    }

    @Test
    void aStateOfAnotherShop() {
        String other = SignedLink.parse(
                        next(browser.open(shopify.install(shopify.newShop()))).getRawQuery())
                .value("state");

        assertRefused(callback.replacing("state", "state=" + other).signed(DevelopmentWorld.CLIENT_SECRET));
    }

    @Test
    void aStateOfAnotherApp() {
        SignedLink forOther = callback.signed(PublicAddress.OTHER_SECRET);

        HttpResponse<String> answer = browser.open(URI.create(shopify.callback("other") + "?" + forOther.query()));

        assertThat(answer.statusCode()).isEqualTo(400);
        Pages.assertTellsNothingOf(forOther, answer);
    }

    @Test
    void aCallbackThatAnotherBrowserBrings() {
        assertRefused(new Browser(), callback);
        Browser neighbour = new Browser();
        neighbour.open(shopify.install(shop));
        assertRefused(neighbour, callback);
    }

    @Test
    void aRefusalOfTheMerchants() {
        URI denied = URI.create(shopify.callback("default") + "?error=access_denied&shop=" + shop.domain());

        HttpResponse<String> answer = browser.open(denied);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("was not installed", "href=\"" + shopify.install(shop) + "\"");
    }

    @Test
    void anAppThatIsNotThere() {
        HttpResponse<String> answer = browser.open(URI.create(shopify.callback("nobody") + "?" + callback.query()));

        assertThat(answer.statusCode()).isEqualTo(404);
        Pages.assertReadable(answer);
        Pages.assertTellsNothingOf(callback, answer);
    }

    @Test
    void aStateThatHasEnded() throws SQLException {
        SignedLink late = SignedLink.parse(browser.follow(shopify.install(shop)).getRawQuery());
        inDatabase("update oauth_state set expires_at = now() where domain = '" + shop.domain() + "'");

        assertRefused(late);

        inDatabase("update oauth_state set expires_at = now() + interval '1 minute' where domain = '" + shop.domain()
                + "'");
    }

    private void assertRefused(SignedLink link) {
        assertRefused(browser, link);
    }

    private void assertRefused(Browser by, SignedLink link) {
        HttpResponse<String> answer = by.open(shopify.callback(link));

        assertThat(answer.statusCode()).as(link.query()).isEqualTo(400);
        Pages.assertReadable(answer);
        Pages.assertTellsNothingOf(callback, answer);
    }

    private void inDatabase(String statement) {
        Sql.run(world.database(), statement);
    }
}
