package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.upgrade.OtherSchema;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What an operator orders of one replica holds for every other, and for one that is started later. */
class OperationsAtOnceIT {
    private static final Path DIRECTORY = Path.of("target", "at-once-world");
    private static final JsonObject RENEWALS = new JsonObject().put("what", "renewals");

    /** The contract's seconds, and a second; a replica looks twice in that. */
    private static final Duration SECONDS = Duration.ofSeconds(5);

    private static final Duration START = Duration.ofMinutes(1);

    @Test
    void aPauseAndAStoppedCallerReachTheOtherReplicaAndOutliveARestart() throws Exception {
        try (DevelopmentWorld world = DevelopmentWorld.start(DIRECTORY, Clock.systemUTC());
                BrokerProcess one = start(world).ready()) {
            BrokerClient operator = new BrokerClient(world, one.base());
            SimulatedShop shop = operator.newShop();
            operator.enrol(shop, 0);
            SimulatedShop warm = operator.newShop();
            operator.enrol(warm, 3600);
            try (BrokerProcess other = start(world).ready()) {
                BrokerClient elsewhere = new BrokerClient(world, other.base());
                BrokerClient reader = new BrokerClient(world, other.base(), "reader");
                assertThat(reader.read(warm.domain()).status()).isEqualTo(200);

                operator.post("/v1/operations/pause", RENEWALS);
                operator.post("/v1/operations/callers/reader/stop", new JsonObject());

                Awaitility.await()
                        .atMost(SECONDS)
                        .until(() -> other.metric("broker_refresh_paused{app=\"default\"}") == 1);
                Awaitility.await()
                        .atMost(SECONDS)
                        .until(() -> reader.read(warm.domain()).status() == 403);
                assertThat(elsewhere.read(shop.domain()).status()).isEqualTo(503);
                assertThat(elsewhere.read(warm.domain()).status()).isEqualTo(200);
            }
            try (BrokerProcess restarted = start(world).ready()) {
                BrokerClient elsewhere = new BrokerClient(world, restarted.base());
                BrokerClient reader = new BrokerClient(world, restarted.base(), "reader");
                assertThat(elsewhere.read(shop.domain()).status()).isEqualTo(503);
                assertThat(reader.read(warm.domain()).status()).isEqualTo(403);
                assertThat(world.shopify().calls().total(shop.domain())).isZero();

                operator.post("/v1/operations/resume", RENEWALS);
                operator.post("/v1/operations/callers/reader/start", new JsonObject());

                Awaitility.await()
                        .atMost(SECONDS)
                        .until(() -> elsewhere.read(shop.domain()).status() == 200);
                Awaitility.await()
                        .atMost(SECONDS)
                        .until(() -> reader.read(warm.domain()).status() == 200);
                assertThat(operator.get("/v1/operations/audit/verify").body().getBoolean("valid"))
                        .as("two replicas have sealed")
                        .isTrue();
            }
        }
    }

    /** Nobody is sent to a replica that would take a stopped caller for one who is not. */
    @Test
    void aReplicaIsNotReadyBeforeItHasReadWhoIsStopped() throws Exception {
        try (DevelopmentWorld world = DevelopmentWorld.start(DIRECTORY, Clock.systemUTC())) {
            OtherSchema.upTo("latest", world.database());
            try (Connection unread = world.database().connect();
                    Statement lock = unread.createStatement();
                    BrokerProcess broker = start(world)) {
                unread.setAutoCommit(false);
                lock.execute("lock table stopped_caller in access exclusive mode");
                BrokerClient client = new BrokerClient(world, broker.base());
                Awaitility.await()
                        .atMost(START)
                        .ignoreException(AssertionError.class)
                        .until(() -> client.read("unknown.myshopify.com").status() == 404);

                assertThat(broker.isReady()).isFalse();

                unread.rollback();
                broker.ready();
            }
        }
    }

    private static BrokerProcess start(DevelopmentWorld world) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(world.settings());
        settings.put("broker.callers.reader.subject", "reader");
        settings.put("broker.callers.reader.permissions", "read-tokens");
        settings.put("broker.callers.reader.shops", "*");
        return BrokerProcess.start(DIRECTORY.resolve("run"), settings);
    }
}
