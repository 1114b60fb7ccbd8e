package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class OvertakenReaderTest {
    @TestHTTPResource("/")
    URI base;

    @Inject
    Renewals renewals;

    DevelopmentWorld world;

    @Test
    void whoWaitsWhileAnExpiredPairIsImportedElsewhereGetsItsRenewal() throws Exception {
        BrokerClient broker = new BrokerClient(world, base);
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 0);
        Sql.change(
                world.database(), shop.domain(), "lease_owner = 'sim-replica', lease_until = now() + interval '20 s'");
        CompletableFuture<Answer> reader = broker.readLater(shop.domain());
        await().until(() -> renewals.underway() > 0);

        Sql.change(world.database(), shop.domain(), "version = version + 1, lease_owner = null, lease_until = null");

        assertThat(reader.get().status()).isEqualTo(200);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
    }
}
