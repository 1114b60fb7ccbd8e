package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuthorizePageTest {
    private static final String REDIRECT = "https://broker.example/oauth/acme/callback";

    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @BeforeEach
    void givenARegisteredRedirect() {
        lab.app.redirectUris(REDIRECT);
    }

    @Test
    void shopifysWorkedExampleHasItsSignature() {
        URI signed = new SignedQuery()
                .with("code", "0907a61c0c8d55e99db179b68161bc00")
                .with("shop", "some-shop.myshopify.com")
                .with("state", "0.6784241404160823")
                .with("timestamp", "1337178173")
                .appendedTo(URI.create(REDIRECT), "hush");

        assertThat(query(signed))
                .containsEntry("hmac", "700e2dadb827fcc8609e9d5ce208b2e9cdaab9df07390d2cbca10d7c328fc4bf");
    }

    @Test
    void consentSendsTheBrowserBackWithASignedCode() {
        Map<String, String> callback = query(URI.create(authorize(REDIRECT, "").header("Location")));

        assertThat(callback).containsOnlyKeys("code", "hmac", "host", "shop", "state", "timestamp");
        assertThat(callback).containsEntry("state", "abc123").containsEntry("shop", "acme.myshopify.com");
        assertThat(callback).containsEntry("hmac", expectedSignature(callback, SimulatorLab.SECRET));
        TokenAnswer pair = lab.token("code", callback.get("code"), "expiring", "1");
        assertThat(pair.json().getString("scope")).isEqualTo("read_orders");
        assertThat(pair.refreshToken()).startsWith("shprt_sim");
    }

    @Test
    void perUserConsentGivesAnOnlineToken() {
        URI callback =
                URI.create(authorize(REDIRECT, "&grant_options%5B%5D=per-user").header("Location"));

        TokenAnswer answer = lab.token("code", query(callback).get("code"));

        assertThat(answer.json().containsKey("associated_user")).isTrue();
    }

    @Test
    void theRedirectMustBeRegisteredToTheLetter() {
        TokenAnswer answer = authorize(REDIRECT + "/", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("Oauth error invalid_request: The redirect_uri is not whitelisted");
    }

    @Test
    void aMerchantWhoDeclinesNeverReachesTheApp() {
        lab.shop.merchantConsents(false);

        assertThat(authorize(REDIRECT, "").header("Location")).isEqualTo("https://acme.myshopify.com/admin");
    }

    @Test
    void aMerchantWhoIsAskedDecidesInTheBrowser() {
        lab.shop.merchantIsAsked(true);

        TokenAnswer question = authorize(REDIRECT, "");
        Map<String, String> yes =
                query(URI.create(authorize(REDIRECT, "&sim_answer=yes").header("Location")));
        Map<String, String> no =
                query(URI.create(authorize(REDIRECT, "&sim_answer=no").header("Location")));

        assertThat(question.status()).isEqualTo(200);
        assertThat(question.text()).contains("state=abc123", "sim_answer=yes", "sim_answer=no");
        assertThat(yes).containsKey("code");
        assertThat(no).containsEntry("error", "access_denied").doesNotContainKey("code");
        assertThat(no).containsEntry("hmac", expectedSignature(no, SimulatorLab.SECRET));
    }

    @Test
    void eitherOfTwoSecretsCanBeTheOneThatSigns() {
        lab.app.addSecret("sim-secret-two");
        Map<String, String> byOldest = query(lab.shop.launchUrl(lab.app, URI.create(REDIRECT)));
        assertThat(byOldest).containsEntry("hmac", expectedSignature(byOldest, SimulatorLab.SECRET));

        lab.app.newestSecretSignsRedirects(true);

        Map<String, String> byNewest = query(lab.shop.launchUrl(lab.app, URI.create(REDIRECT)));
        assertThat(byNewest).containsEntry("hmac", expectedSignature(byNewest, "sim-secret-two"));
    }

    private TokenAnswer authorize(String redirect, String more) {
        return lab.send(HttpRequest.newBuilder(URI.create(lab.sim.url(lab.shop)
                        + "/admin/oauth/authorize?client_id=sim-client&scope=read_orders&state=abc123&redirect_uri="
                        + URLEncoder.encode(redirect, StandardCharsets.UTF_8) + more))
                .build());
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String expectedSignature(Map<String, String> callback, String secret) {
        String message = callback.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("hmac"))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        return HexFormat.of().formatHex(HmacSha256.sign(secret, message));
    }
}
