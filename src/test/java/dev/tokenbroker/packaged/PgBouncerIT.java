package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenbroker.packaged.BrokerProcess.Ports;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two replicas whose every transaction may find itself on another connection of the server's. */
class PgBouncerIT {
    private static final Path DIRECTORY = Path.of("target", "pgbouncer-world");
    private static final int SHOPS = 60;

    @Test
    void thePoolMayChangeTheConnectionWithEachTransaction() throws Exception {
        assumeTrue(PgBouncer.installed().isPresent(), "pgbouncer is not installed");
        try (DevelopmentWorld world = DevelopmentWorld.start(DIRECTORY, Clock.systemUTC());
                PgBouncer pool = PgBouncer.before(world.database(), DIRECTORY.resolve("pool"))) {
            Map<String, String> settings = world.settings();
            settings.put("broker.database.url", pool.url());
            settings.put("broker.refresh.per-second", "500");
            settings.put("broker.database.transaction-pooling", "true");
            try (BrokerProcess one = BrokerProcess.start(DIRECTORY.resolve("run"), settings, Ports.free());
                    BrokerProcess other = BrokerProcess.start(DIRECTORY.resolve("run"), settings, Ports.free())) {
                BrokerClient first = new BrokerClient(world, one.ready().base());
                BrokerClient second = new BrokerClient(world, other.ready().base());
                List<SimulatedShop> shops = IntStream.range(0, SHOPS)
                        .mapToObj(number -> first.newShop())
                        .toList();
                shops.forEach(shop -> first.enrol(shop, 0));

                List<CompletableFuture<Answer>> readers = shops.stream()
                        .flatMap(shop -> Stream.of(first.readLater(shop.domain()), second.readLater(shop.domain())))
                        .toList();

                assertThat(readers.stream().map(CompletableFuture::join).map(Answer::status))
                        .containsOnly(200);
                assertThat(shops).allMatch(shop -> world.shopify().calls().total(shop.domain()) == 1);
                assertThat(other.terminate(Duration.ofSeconds(30))).isEqualTo(143);
                assertThat(errors(one)).isEmpty();
            }
        }
    }

    private static List<String> errors(BrokerProcess broker) {
        return broker.output().stream()
                .filter(line -> line.contains("\"level\":\"ERROR\""))
                .toList();
    }
}
