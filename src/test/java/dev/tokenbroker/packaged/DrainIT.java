package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.Hold;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way from SIGTERM to the end, as a rolling upgrade takes it. */
class DrainIT {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path DIRECTORY = Path.of("target", "drain-world");
    private static final Duration IN_TIME = Duration.ofSeconds(25);

    private static DevelopmentWorld world;

    @BeforeAll
    static void begin() {
        world = DevelopmentWorld.start(DIRECTORY, Clock.systemUTC());
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @Test
    void whoStillComesIsServedAndSentElsewhere() throws Exception {
        try (BrokerProcess broker = start("PT4S").ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            SimulatedShop shop = client.newShop();
            client.enrol(shop, 3600);
            assertThat(client.read(shop.domain()).header("Connection")).isNull();

            broker.beginToEnd();
            Awaitility.await().until(() -> !broker.isReady());

            Answer answer = client.read(shop.domain());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(broker.exit(IN_TIME)).isIn(0, 143);
        }
    }

    @Test
    void aRenewalUnderWayIsFinishedItsReaderServedAndItsLeaseGivenBack() throws Exception {
        try (BrokerProcess broker = start("PT1S").ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            SimulatedShop shop = client.newShop();
            client.enrol(shop, 0);
            Hold hold = new Hold();
            shop.faults().next(Fault.hold(hold));
            CompletableFuture<Answer> reader = client.readLater(shop.domain());
            hold.awaitArrivals(1, IN_TIME);

            broker.beginToEnd();
            Awaitility.await().until(() -> !broker.isReady());
            hold.release();

            assertThat(reader.get().status()).isEqualTo(200);
            assertThat(broker.exit(IN_TIME)).isIn(0, 143);
            assertThat(of(shop, "version")).isEqualTo("2");
            assertThat(of(shop, "lease_until")).isNull();
        }
    }

    private static BrokerProcess start(String delay) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(world.settings());
        settings.put("quarkus.shutdown.delay", delay);
        return BrokerProcess.start(JAR, DIRECTORY.resolve("run"), settings);
    }

    private static String of(SimulatedShop shop, String column) throws Exception {
        try (Connection connection = world.database().connect();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(
                        "select " + column + " from installation where domain = '" + shop.domain() + "'")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
