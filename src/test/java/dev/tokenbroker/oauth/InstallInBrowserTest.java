package dev.tokenbroker.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way of a merchant in a real browser; where none is installed this is left out. */
@QuarkusTest
@WithTestResource(WorldResource.class)
@WithTestResource(PublicAddress.class)
class InstallInBrowserTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    InstallWorld shopify;
    SimulatedShop shop;

    @BeforeEach
    void aBrowserAndAShop() {
        Assumptions.assumeTrue(RealBrowser.installed(), "no chromedriver on the PATH");
        shopify = new InstallWorld(world, base);
        shop = shopify.newShop().merchantIsAsked(true);
    }

    @ParameterizedTest
    @CsvSource({"phone, false", "phone, true", "desktop, false"})
    void fromTheLaunchOverTheConsentToATokenThatIsServed(String device, boolean dark) {
        URI launch = shop.launchUrl(shopify.other(), shopify.install("other", ""));
        try (RealBrowser browser = browser(device, dark)) {
            browser.open(launch);
            assertThat(browser.address()).contains("/admin/oauth/authorize");
            browser.click("Install").picture(device + (dark ? "-dark" : "") + "-installed");

            assertThat(browser.heading()).isEqualTo("The app is installed");
            assertThat(browser.text()).contains(shop.domain());
            assertThat(browser.scrollsSideways()).isFalse();
            String callback = browser.address();
            browser.open(URI.create(callback));
            assertThat(browser.heading()).isEqualTo("The app is installed");
        }
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
        assertThat(new BrokerClient(world, base)
                        .get("/v1/shops/" + shop.domain() + "/access-token?app=other")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"phone, false", "phone, true", "desktop, false"})
    void whatGoesWrongIsReadAndRemediedInTheSameBrowser(String device, boolean dark) {
        String look = device + (dark ? "-dark" : "");
        try (RealBrowser browser = browser(device, dark)) {
            shop.faults().next(Fault.tooManyRequests("1"));
            browser.open(shopify.install("other", "shop=" + shop.domain())).click("Install");
            assertThat(browser.heading()).isEqualTo("Please try again in a moment");
            assertShown(browser.picture(look + "-away"));
            browser.click("Try again");
            assertThat(browser.heading()).isEqualTo("The app is installed");

            browser.open(URI.create(browser.address() + "&x=1"));
            assertThat(browser.heading()).isEqualTo("This link does not come from Shopify");
            assertShown(browser.picture(look + "-tampered"));

            browser.open(shopify.install("other", "shop=" + shop.domain())).click("Cancel");
            assertThat(browser.heading()).isEqualTo("The app was not installed");
            assertShown(browser.picture(look + "-denied"));
            browser.click("Begin again").click("Install");
            assertThat(browser.heading()).isEqualTo("The app is installed");
        }
    }

    /** As the page's own style has it: the browser took it, and nothing sticks out. */
    private static void assertShown(RealBrowser browser) {
        assertThat(browser.scrollsSideways()).isFalse();
        assertThat(browser.evaluate("getComputedStyle(document.querySelector('main')).maxWidth"))
                .isEqualTo("480px");
    }

    private static RealBrowser browser(String device, boolean dark) {
        return device.equals("phone") ? RealBrowser.phone(dark) : RealBrowser.desktop(dark);
    }
}
