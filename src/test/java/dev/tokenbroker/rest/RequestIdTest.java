package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request caused is found again by its id, in the log and in the record. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class RequestIdTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;
    SimulatedShop shop;

    @BeforeEach
    void newShop() {
        broker = new BrokerClient(world, base);
        shop = broker.newShop();
    }

    @Test
    void theRecordHasTheIdOfTheReadThatBeganARenewal() {
        broker.enrol(shop, 0);

        Answer answer = send("GET", "/access-token", null, "read-1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Request-Id")).isEqualTo("read-1");
        assertThat(requestOf("renewed")).isEqualTo("read-1");
    }

    @Test
    void theRecordHasTheIdOfWhateverACallerDid() {
        JsonObject enrolment = BrokerClient.expiring(shop.issueExpiring(world.app()), 3600);

        send("PUT", "", enrolment, "enrol-1");
        send("POST", "/access-token/refresh", new JsonObject().put("version", 1), "report-1");
        send("DELETE", "", null, "erase-1");

        assertThat(requestOf("enrolled")).isEqualTo("enrol-1");
        assertThat(requestOf("renewed")).isEqualTo("report-1");
        assertThat(requestOf("erased")).isEqualTo("erase-1");
    }

    @Test
    void anIdThatTheBrokerMadeUpIsInTheRecordToo() {
        broker.enrol(shop, 0);

        Answer answer = broker.read(shop.domain());

        assertThat(requestOf("renewed")).isEqualTo(answer.header("X-Request-Id"));
    }

    @Test
    void aRunHasTheIdOfWhoStartedIt() {
        broker.enrol(shop, 3600);

        Answer started = broker.send(broker.request("/v1/operations/renewals")
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "run-1")
                .POST(BodyPublishers.ofString(new JsonObject()
                        .put("shops", new JsonArray().add(shop.domain()))
                        .encode()))
                .build());

        assertThat(started.status()).isEqualTo(202);
        assertThat(Sql.ask(world.database(), "select actor from run_event where request_id = 'run-1'"))
                .isEqualTo("caller:" + DevelopmentWorld.CALLER);
    }

    /** Before and after the claim, the call and the record: each of them comes back on a thread of its own. */
    @Test
    void theLogHasTheIdAfterTheDatabaseAndShopifyHaveAnswered() {
        broker.enrol(shop, 0);
        shop.faults().next(Fault.without("expires_in"));

        try (Listener listener = new Listener("odd or missing lifetimes")) {
            send("GET", "/access-token", null, "read-2");

            assertThat(listener.heard).containsExactly("read-2");
        }
    }

    /** Versions side by side: the one before names its columns, and this one is not among them. */
    @Test
    void aLineThatAnOlderVersionWritesIsListedAsAnyOther() {
        broker.enrol(shop, 3600);

        Sql.run(
                world.database(),
                "insert into event (installation_id, data_key_id, app, domain, type, version, actor, detail)"
                        + " select id, data_key_id, app, domain, 'renewed', version, 'sweep', null from installation"
                        + " where domain = '" + shop.domain() + "'");

        Answer listed = broker.get("/v1/shops/" + shop.domain() + "/events");
        assertThat(listed.body().getJsonArray("events").getJsonObject(0).getString("actor"))
                .isEqualTo("sweep");
        assertThat(requestOf("renewed")).isNull();
    }

    private String requestOf(String type) {
        return Sql.ask(
                world.database(),
                "select request_id from event where domain = '" + shop.domain() + "' and type = '" + type + "'");
    }

    private Answer send(String method, String path, JsonObject body, String id) {
        HttpRequest.Builder request = broker.request("/v1/shops/" + shop.domain() + path)
                .header("X-Request-Id", id)
                .header("Content-Type", "application/json");
        return broker.send(
                request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()))
                        .build());
    }

    /** Under which request a line was written. */
    private static final class Listener extends Handler implements AutoCloseable {
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private final Logger root = Logger.getLogger("");
        private final String part;

        Listener(String part) {
            this.part = part;
            root.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            if (line instanceof ExtLogRecord record
                    && record.getFormattedMessage().contains(part)) {
                heard.add(String.valueOf(record.getMdc("request_id")));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            root.removeHandler(this);
        }
    }
}
