package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdminApiTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void theShopTellsItsPermanentIdAndItsDomain() {
        String token = lab.shop.issueExpiring(lab.app).accessToken();

        TokenAnswer answer = lab.probe(token);

        JsonObject shop = answer.json().getJsonObject("data").getJsonObject("shop");
        assertThat(shop.getString("id")).isEqualTo("gid://shopify/Shop/" + lab.shop.id());
        assertThat(shop.getString("myshopifyDomain")).isEqualTo("acme.myshopify.com");
        assertThat(answer.header("X-Shopify-API-Version")).isEqualTo("2026-10");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void theInstallationTellsItsScopes() {
        String token = lab.shop.issueExpiring(lab.app).accessToken();

        TokenAnswer answer = lab.graphql(token, "{ currentAppInstallation { accessScopes { handle } } }");

        assertThat(answer.json()
                        .getJsonObject("data")
                        .getJsonObject("currentAppInstallation")
                        .getJsonArray("accessScopes")
                        .encode())
                .isEqualTo("[{\"handle\":\"read_products\"},{\"handle\":\"write_orders\"}]");
    }

    @Test
    void aTokenOfAnotherShopOrOfNobodyIsUnauthorized() {
        SimulatedShop other = lab.sim.shop("other.myshopify.com").install(lab.app, "");

        TokenAnswer answer = lab.probe(other.issueExpiring(lab.app).accessToken());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().getString("errors")).startsWith("[API] Invalid API key or access token");
        assertThat(lab.probe("shpat_sim-unknown").status()).isEqualTo(401);
    }

    @Test
    void aNonExpiringTokenOfAPublicAppIsForbiddenFromItsDateOn() {
        String legacy = lab.shop.issueLegacy(lab.app);
        String custom = lab.shop.issueStatic(lab.app);
        assertThat(lab.probe(legacy).status()).isEqualTo(200);

        lab.clock.set(Instant.parse("2027-01-01T00:00:00Z"));

        assertThat(lab.probe(legacy).status()).isEqualTo(403);
        assertThat(lab.probe(legacy).json().getString("errors"))
                .startsWith("[API] Non-expiring access tokens are no longer accepted for the Admin API.");
        assertThat(lab.shop.isAccepted(legacy)).isFalse();
        assertThat(lab.probe(custom).status()).isEqualTo(200);
        lab.app.nonExpiringRefusedFrom(Instant.MAX);
        assertThat(lab.probe(legacy).status()).isEqualTo(200);
    }

    @Test
    void anAddressOutsideTheAllowlistIsForbidden() {
        String token = lab.shop.issueExpiring(lab.app).accessToken();

        lab.app.allowOnlyFrom("192.0.2.1");
        assertThat(lab.probe(token).status()).isEqualTo(403);

        lab.app.allowOnlyFrom("127.0.0.1", "192.0.2.1");
        assertThat(lab.probe(token).status()).isEqualTo(200);
    }

    @Test
    void anAppUninstallsItselfByGraphQl() {
        String token = lab.shop.issueExpiring(lab.app).accessToken();

        TokenAnswer answer = lab.graphql(token, "mutation { appUninstall { userErrors { code } } }");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(lab.shop.isInstalled(lab.app)).isFalse();
        assertThat(lab.probe(token).status()).isEqualTo(401);
    }

    @Test
    void anAppUninstallsItselfByRest() {
        String token = lab.shop.issueExpiring(lab.app).accessToken();

        TokenAnswer answer = lab.send(lab.admin(lab.shop, "DELETE", "/admin/api_permissions/current.json", token, ""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(lab.shop.isInstalled(lab.app)).isFalse();
    }

    @Test
    void callsOfTheApiFailOnDemandToo() {
        String token = lab.shop.issueExpiring(lab.app).accessToken();
        lab.shop.apiFaults().next(Fault.status(503));

        assertThat(lab.probe(token).status()).isEqualTo(503);
        assertThat(lab.probe(token).status()).isEqualTo(200);
    }
}
