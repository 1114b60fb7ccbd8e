package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class ThrottlingTest {
    @TestHTTPResource("/")
    URI base;

    @Inject
    Paces paces;

    DevelopmentWorld world;

    /** Reliability: a storm of 429 is not answered with the same number of calls. */
    @Test
    void a429SlowsTheWholeAppDownAndBindsItsReaders() {
        BrokerClient broker = new BrokerClient(world, base);
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 0);
        shop.faults().next(Fault.tooManyRequests("7"));

        Answer answer = broker.read(shop.domain());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().getInteger("retry_after")).isBetween(7, 8);
        Pace pace = paces.of(new AppName("default"));
        Duration first = pace.reader().orElseThrow();
        assertThat(pace.reader().orElseThrow().minus(first)).isBetween(Duration.ofMillis(80), Duration.ofMillis(110));
        assertThat(broker.read(shop.domain()).status()).isEqualTo(503);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
    }
}
