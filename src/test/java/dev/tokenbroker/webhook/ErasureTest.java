package dev.tokenbroker.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SignedWebhook;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After an erasure nothing that the database has brings a token back, whichever way it came about. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class ErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;
    Post post;
    SimulatedShop shop;

    @BeforeEach
    void aShopWithTheApp() {
        world.shopify().outbox().drain();
        post = new Post(world, base);
        broker = new BrokerClient(world, base);
        shop = broker.newShop();
    }

    private Answer delete(String query) {
        return broker.delete("/v1/shops/" + shop.domain() + query);
    }

    /** The installation's sealed bytes as they are now, and its data key: what must not be found afterwards. */
    private List<String> secretsInTheDatabase() {
        String id = post.row(shop, "id");
        return List.of(
                post.row(shop, "encode(wrapped_data_key, 'hex')"),
                post.ask("select encode(access_token_sealed, 'hex') from token_pair where installation_id = '" + id
                        + "'"),
                post.ask("select encode(refresh_token_sealed, 'hex') from token_pair where installation_id = '" + id
                        + "'"));
    }

    private void assertUnreadable(List<String> secrets) {
        assertThat(post.pairs(shop)).isEqualTo("0");
        assertThat(post.row(shop, "wrapped_data_key is null and data_key_id is null and current_pair_id is null"))
                .isEqualTo("t");
        for (String column : columnsOfBytes()) {
            String[] place = column.split("\\.");
            for (String secret : secrets) {
                assertThat(post.ask("select count(*) from " + place[0] + " where position('" + secret + "' in encode("
                                + place[1] + ", 'hex')) > 0"))
                        .as(column)
                        .isEqualTo("0");
            }
        }
    }

    private List<String> columnsOfBytes() {
        List<String> columns = new ArrayList<>();
        try (Connection connection = world.database().connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select table_name || '.' || column_name"
                        + " from information_schema.columns where table_schema = 'public' and data_type = 'bytea'")) {
            while (found.next()) {
                columns.add(found.getString(1));
            }
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
        assertThat(columns).contains("installation.wrapped_data_key", "token_pair.refresh_token_sealed");
        return columns;
    }

    @Test
    void afterAnOperatorsErasureNothingIsReadable() {
        broker.enrol(shop, 3600);
        List<String> secrets = secretsInTheDatabase();

        assertThat(delete("").status()).isEqualTo(204);

        assertUnreadable(secrets);
        assertThat(delete("").status()).isEqualTo(404);
    }

    @Test
    void afterAConfirmedUninstallationNothingIsReadable() {
        post.enrolKnowingTheShop(broker, shop, 3600);
        List<String> secrets = secretsInTheDatabase();
        shop.uninstall(world.app());

        post.deliver(post.emittedFor(shop));

        await().atMost(PATIENCE).until(() -> "uninstalled".equals(post.row(shop, "state")));
        assertUnreadable(secrets);
        assertThat(delete("").status()).as("which erases even that it was").isEqualTo(204);
        assertThat(broker.read(shop.domain()).status()).isEqualTo(404);
    }

    @Test
    void afterARequestToRedactNothingIsReadableAndTheShopIsUnknown() {
        post.enrolKnowingTheShop(broker, shop, 3600);
        List<String> secrets = secretsInTheDatabase();
        SignedWebhook redact = shop.webhooks(world.app()).shopRedact();

        post.deliver(redact);

        post.awaitOutcome(redact, "erased");
        assertUnreadable(secrets);
        assertThat(broker.read(shop.domain()).status()).isEqualTo(404);
    }

    @Test
    void aShopThatIsKnownByItsDomainAloneIsRedactedWhenShopifyRefusesItsToken() {
        broker.enrol(shop, 3600);
        List<String> secrets = secretsInTheDatabase();
        shop.uninstall(world.app());
        SignedWebhook redact = shop.webhooks(world.app()).shopRedact();

        post.deliver(redact);

        post.awaitOutcome(redact, "erased");
        assertUnreadable(secrets);
        assertThat(broker.read(shop.domain()).status()).isEqualTo(404);
    }

    @Test
    void aShopThatCameBackSinceIsNotRedacted() {
        SignedWebhook redact = shop.webhooks(world.app()).shopRedact();
        IssuedPair pair = post.enrolKnowingTheShop(broker, shop, 3600);

        post.deliver(redact);

        post.awaitOutcome(redact, "late");
        assertThat(broker.read(shop.domain()).text("access_token")).isEqualTo(pair.accessToken());
    }

    @Test
    void theAppIsUninstalledBeforeItsTokensAreErased() {
        broker.enrol(shop, 3600);
        List<String> secrets = secretsInTheDatabase();

        assertThat(delete("?uninstall=true").status()).isEqualTo(204);

        assertThat(shop.isInstalled(world.app())).isFalse();
        assertUnreadable(secrets);
    }

    @Test
    void aTokenThatLivesNoMoreIsRenewedToUninstallWith() {
        broker.enrol(shop, 0);

        assertThat(delete("?uninstall=true").status()).isEqualTo(204);

        assertThat(shop.isInstalled(world.app())).isFalse();
    }

    @Test
    void whereShopifyCannotBeAskedNothingIsErased() {
        broker.enrol(shop, 3600);
        shop.apiFaults().next(Fault.status(503));

        Answer answer = delete("?uninstall=true");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("shopify-unavailable");
        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);
        assertThat(delete("?uninstall=perhaps").status()).isEqualTo(400);
    }

    @Test
    void whereTheAppIsGoneAlreadyItsTokensAreErased() {
        broker.enrol(shop, 3600);
        shop.uninstall(world.app());

        assertThat(delete("?uninstall=true").status()).isEqualTo(204);

        assertThat(broker.read(shop.domain()).status()).isEqualTo(404);
    }
}
