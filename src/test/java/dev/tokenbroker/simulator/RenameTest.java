package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RenameTest {
    private static final String OLD = "acme.myshopify.com";

    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void aRenamedShopKeepsItsIdAndItsTokens() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);
        long id = lab.shop.id();

        lab.shop.rename("acme-new.myshopify.com", false);

        assertThat(lab.refresh(pair.refreshToken()).status()).isEqualTo(200);
        JsonObject shop =
                lab.probe(pair.accessToken()).json().getJsonObject("data").getJsonObject("shop");
        assertThat(shop.getString("id")).isEqualTo("gid://shopify/Shop/" + id);
        assertThat(shop.getString("myshopifyDomain")).isEqualTo("acme-new.myshopify.com");
    }

    @Test
    void theOldDomainIsGoneOrRedirects() {
        lab.shop.rename("acme-new.myshopify.com", false);
        assertThat(old().status()).isEqualTo(404);

        lab.shop.rename("acme-newer.myshopify.com", true).rename(OLD, true);
        lab.shop.rename("acme-newest.myshopify.com", true);
        assertThat(old().status()).isEqualTo(301);
        assertThat(old().header("Location")).endsWith("/acme-newest.myshopify.com/admin/oauth/access_token");
    }

    @Test
    void aDomainTakenOverBelongsToAnotherShopId() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);
        lab.shop.rename("acme-new.myshopify.com", true);

        SimulatedShop successor = lab.sim.shop(OLD).install(lab.app, "");

        assertThat(successor.id()).isNotEqualTo(lab.shop.id());
        assertThat(successor.isAcceptable(pair.refreshToken())).isFalse();
        assertThat(lab.tokenAt(successor, "grant_type", "refresh_token", "refresh_token", pair.refreshToken())
                        .refusal())
                .isEqualTo("401 invalid_request");
    }

    private TokenAnswer old() {
        return lab.send(
                HttpRequest.newBuilder(URI.create(lab.sim.url().replace("{shop}", OLD) + "/admin/oauth/access_token"))
                        .POST(HttpRequest.BodyPublishers.ofString(""))
                        .build());
    }
}
