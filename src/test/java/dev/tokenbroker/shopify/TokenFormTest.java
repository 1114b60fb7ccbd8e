package dev.tokenbroker.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.AssertionKey;
import dev.tokenbroker.app.ClientSecret;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.RefreshToken;
import dev.tokenbroker.token.TokenRequest;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenFormTest {
    private static final ClientSecret SECRET = new ClientSecret(SecretString.of("sim secret+/=&ü"), "0badcafe");
    private static final ShopifyApp APP =
            new ShopifyApp(new AppName("default"), "sim-client-id", List.of(SECRET), Scopes.NONE);
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
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

        assertThat(TokenForm.of(new TokenRequest(APP, previous, SHOP, new TokenRequest.ClientCredentials()), NOW))
                .contains("client_secret=sim-previous&");
    }

    @Test
    void acquisitionsAskForExpiringTokens() {
        assertThat(of(new TokenRequest.AuthorizationCode(SecretString.of("simcode"))))
                .endsWith("&code=simcode&expiring=1");
        assertThat(of(new TokenRequest.IdToken(SecretString.of("simid"))))
                .contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=simid&")
                .contains("subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aid_token")
                .endsWith("&expiring=1");
        assertThat(of(new TokenRequest.Migration(new AccessToken(SecretString.of("shpat_sim")))))
                .contains("subject_token=shpat_sim&")
                .endsWith("&expiring=1");
    }

    @Test
    void whereTheAppSignsAssertionsItsSecretIsNotShown() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        KeyPair keys = generator.generateKeyPair();
        ShopifyApp signing = new ShopifyApp(
                APP.name(),
                APP.clientId(),
                APP.secrets(),
                APP.scopes(),
                APP.urls(),
                Optional.of(new AssertionKey("sim-key", keys.getPrivate())));

        String form = TokenForm.of(new TokenRequest(signing, SECRET, SHOP, new TokenRequest.ClientCredentials()), NOW);

        assertThat(form).doesNotContain("client_secret").contains("&client_assertion=");
        assertThat(TokenForm.of(
                        new TokenRequest(signing, SECRET, SHOP, new TokenRequest.IdToken(SecretString.of("simid"))),
                        NOW))
                .contains("client_secret=")
                .doesNotContain("client_assertion");
    }

    private static String of(TokenRequest.Grant grant) {
        return TokenForm.of(new TokenRequest(APP, SECRET, SHOP, grant), NOW);
    }
}
