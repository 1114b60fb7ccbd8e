package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way out for a shop whose refresh token is dead: tokens by an assertion that the app signs, where Shopify knows its key. */
class ApplicationOnlyIT {
    private static final Path DIRECTORY = Path.of("target", "assertion-world");

    @Test
    void anAppThatSignsAssertionsGetsTokensWithoutARefreshToken() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        try (DevelopmentWorld world = DevelopmentWorld.start(DIRECTORY, Clock.systemUTC())) {
            world.app().assertionKey("sim-key", keys.getPublic());
            try (BrokerProcess broker = BrokerProcess.start(DIRECTORY.resolve("run"), settings(world, keys))
                    .ready()) {
                BrokerClient client = new BrokerClient(world, broker.base());
                SimulatedShop shop = client.newShop();
                client.put(shop.domain(), new JsonObject().put("grant", "client_credentials"));

                Answer read = client.read(shop.domain());

                assertThat(read.status()).isEqualTo(200);
                assertThat(shop.isAccepted(read.text("access_token"))).isTrue();
                assertThat(read.body().getInteger("expires_in")).isBetween(3_000, 3_600);
            }
        }
    }

    private static Map<String, String> settings(DevelopmentWorld world, KeyPair keys) throws Exception {
        Path pem = Files.writeString(
                DIRECTORY.resolve("assertion-key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Map<String, String> settings = new LinkedHashMap<>(world.settings());
        settings.put(
                "broker.apps.default.assertion-key-file", pem.toAbsolutePath().toString());
        settings.put("broker.apps.default.assertion-key-id", "sim-key");
        return settings;
    }
}
