package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TokenEndpointTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void aShopIsFoundByTheHostHeaderToo() throws IOException {
        String refreshToken = lab.shop.issueExpiring(lab.app).refreshToken();
        String body = SimulatorLab.form(lab.credentials("grant_type", "refresh_token", "refresh_token", refreshToken));

        String answer = raw("POST /admin/oauth/access_token HTTP/1.1\r\nHost: acme.myshopify.com\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answer).startsWith("HTTP/1.1 200").contains("shprt_sim");
    }

    @Test
    void anUnknownShopIsAPageThatSaysUnavailable() {
        URI nobody = URI.create(lab.sim.url().replace("{shop}", "nobody.myshopify.com") + "/admin/oauth/access_token");

        TokenAnswer answer = lab.send(HttpRequest.newBuilder(nobody)
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString("client_id=sim-client"))
                .build());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.text()).contains("Store unavailable");
    }

    @Test
    void theTokenEndpointIsNotThereForGet() {
        TokenAnswer answer =
                lab.send(lab.request(lab.shop, lab.credentials()).GET().build());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(lab.sim.calls().total()).isZero();
    }

    @Test
    void formAndJsonBodiesAreTheSame() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);
        JsonObject json = new JsonObject();
        lab.credentials("grant_type", "refresh_token", "refresh_token", pair.refreshToken())
                .forEach(json::put);

        TokenAnswer answer = lab.send(lab.request(lab.shop, lab.credentials())
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.encode()))
                .build());

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void anyOtherBodyIsAnInvalidRequest() {
        assertThat(body("text/plain", "client_id=sim-client").refusal()).isEqualTo("400 invalid_request");
        assertThat(body("application/json", "{not json").refusal()).isEqualTo("400 invalid_request");
        assertThat(body("application/json", "{\"client_id\":[\"sim-client\"]}").refusal())
                .isEqualTo("400 invalid_request");
        assertThat(body("application/x-www-form-urlencoded", "client_id=a&client_id=b")
                        .refusal())
                .isEqualTo("400 invalid_request");
        assertThat(body("application/x-www-form-urlencoded", "client_id=%zz").refusal())
                .isEqualTo("400 invalid_request");
    }

    @Test
    void aBodyAboveTheLimitIsAnInvalidRequest() {
        String padding = "x".repeat(64 * 1024);

        assertThat(body("application/x-www-form-urlencoded", "client_id=sim-client&padding=" + padding)
                        .refusal())
                .isEqualTo("400 invalid_request");
    }

    @Test
    void errorsAreJsonOnlyForThoseWhoAskForIt() {
        TokenAnswer answer = lab.send(lab.request(
                        lab.shop, lab.credentials("grant_type", "refresh_token", "refresh_token", "shprt_sim-unknown"))
                .setHeader("Accept", "*/*")
                .build());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.text())
                .contains("<title>401 - Oauth error invalid_request</title>")
                .contains("Oauth error invalid_request: This request requires an active refresh_token");
    }

    @Test
    void anUnknownClientIsAnApplicationThatCannotBeFound() {
        assertThat(lab.token("client_id", "nobody").refusal()).isEqualTo("400 application_cannot_be_found");
    }

    @Test
    void aWrongSecretIsForbiddenUnlessToldOtherwise() {
        assertThat(lab.token("client_secret", "sim-wrong").refusal()).isEqualTo("403 invalid_client");

        lab.app.wrongSecretStatus(401);
        assertThat(lab.token("client_secret", "sim-wrong").refusal()).isEqualTo("401 invalid_client");

        lab.app.wrongSecretStatus(400);
        assertThat(lab.token("client_secret", "sim-wrong").refusal()).isEqualTo("400 invalid_client");
    }

    @Test
    void aMissingSecretIsAnInvalidRequest() {
        assertThat(lab.token("client_secret", "").refusal()).isEqualTo("400 invalid_request");
    }

    @Test
    void credentialsInAnAuthorizationHeaderCountForNothing() {
        TokenAnswer answer = lab.send(lab.request(lab.shop, java.util.Map.of("grant_type", "client_credentials"))
                .header("Authorization", "Basic c2ltLWNsaWVudDpzaW0tc2VjcmV0LW9uZQ==")
                .build());

        assertThat(answer.refusal()).isEqualTo("400 invalid_request");
    }

    @Test
    void anUnknownGrantTypeIsUnsupportedAndAMissingOneInvalid() {
        assertThat(lab.token("grant_type", "password").refusal()).isEqualTo("400 unsupported_grant_type");
        assertThat(lab.token().refusal()).isEqualTo("400 invalid_request");
    }

    private TokenAnswer body(String contentType, String body) {
        return lab.send(lab.request(lab.shop, lab.credentials())
                .setHeader("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", lab.sim.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
