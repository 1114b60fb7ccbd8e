package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class ColdCrowdTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;

    @BeforeEach
    void connect() {
        broker = new BrokerClient(world, base);
    }

    /** More than the pool would take as statements of their own. */
    @Test
    void aCrowdThatAsksForAsManyUnknownShopsIsAnsweredByTheDatabaseAndNotTurnedAway() {
        SimulatedShop known = broker.newShop();
        broker.enrol(known, 3600);

        List<CompletableFuture<Answer>> crowd = IntStream.range(0, 1_000)
                .mapToObj(i -> broker.readLater("cold-" + i + ".myshopify.com"))
                .toList();

        assertThat(crowd.stream().map(CompletableFuture::join).map(Answer::status))
                .containsOnly(404);
        assertThat(broker.read(known.domain()).status()).isEqualTo(200);
    }
}
