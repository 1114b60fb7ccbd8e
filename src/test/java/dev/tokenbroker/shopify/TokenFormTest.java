package dev.tokenbroker.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.ClientSecret;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.token.RefreshToken;
import dev.tokenbroker.token.TokenRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenFormTest {
    private static final ClientSecret SECRET = new ClientSecret(SecretString.of("sim secret+/=&ü"), "0badcafe");
    private static final ShopifyApp APP =
            new ShopifyApp(new AppName("default"), "sim-client-id", List.of(SECRET), Scopes.NONE);
    private static final ShopDomain SHOP = new ShopDomain("acme.myshopify.com");

    @Test
    void aRefreshGrantShowsCredentialsAndTheRefreshToken() {
        String form = of(new TokenRequest.Refresh(new RefreshToken(SecretString.of("shprt_sim&1"))));

        assertThat(form)
                .isEqualTo("client_id=sim-client-id&client_secret=sim+secret%2B%2F%3D%26%C3%BC"
                        + "&grant_type=refresh_token&refresh_token=shprt_sim%261");
    }

    @Test
    void clientCredentialsShowNothingElse() {
        assertThat(of(new TokenRequest.ClientCredentials()))
                .isEqualTo("client_id=sim-client-id&client_secret=sim+secret%2B%2F%3D%26%C3%BC"
                        + "&grant_type=client_credentials");
    }

    @Test
    void theSecretShownIsTheOneAskedFor() {
        ClientSecret previous = new ClientSecret(SecretString.of("sim-previous"), "1");

        assertThat(TokenForm.of(new TokenRequest(APP, previous, SHOP, new TokenRequest.ClientCredentials())))
                .contains("client_secret=sim-previous&");
    }

    private static String of(TokenRequest.Grant grant) {
        return TokenForm.of(new TokenRequest(APP, SECRET, SHOP, grant));
    }
}
