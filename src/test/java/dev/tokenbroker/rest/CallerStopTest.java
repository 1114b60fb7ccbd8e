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
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
class CallerStopTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient operator;
    BrokerClient reader;

    @BeforeEach
    void connect() {
        operator = new BrokerClient(world, base);
        reader = new BrokerClient(world, base, "reader");
    }

    @AfterEach
    void letIn() {
        order("reader/start");
    }

    private Answer order(String what) {
        return operator.post("/v1/operations/callers/" + what, new JsonObject());
    }

    @Test
    void whoIsStoppedIsRefusedWarmReadsTooUntilHeIsLetInAgain() {
        SimulatedShop shop = operator.newShop();
        operator.enrol(shop, 3600);
        assertThat(reader.read(shop.domain()).status()).isEqualTo(200);

        Answer stopped = order("reader/stop");
        Answer refused = reader.read(shop.domain());
        order("reader/start");

        assertThat(stopped.body().encode()).isEqualTo("{\"name\":\"reader\",\"stopped\":true}");
        assertThat(stopped.header("Cache-Control")).isEqualTo("no-store");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("forbidden");
        assertThat(operator.read(shop.domain()).status()).isEqualTo(200);
        assertThat(reader.read(shop.domain()).status()).isEqualTo(200);
    }

    @Test
    void theRecordSaysWhoStoppedWhom() {
        order("reader/stop");

        JsonObject told = operator.get("/v1/events?type=caller-stopped&limit=1")
                .body()
                .getJsonArray("events")
                .getJsonObject(0);

        assertThat(told.getString("actor")).isEqualTo("caller:developer");
        assertThat(told.getString("detail")).isEqualTo("reader");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody/stop, 404, not-found",
        "nobody/start, 404, not-found",
        "developer/stop, 409, not-eligible",
        "reader/halt, 404, not-found",
        "reader/stop?why=x, 400, invalid-request"
    })
    void whatIsNotAnOrderStopsNobody(String order, int status, String code) {
        Answer answer = order(order);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(reader.read("nobody.myshopify.com").status()).isEqualTo(404);
    }

    @Test
    void whoHasLessThanTheFleetStopsNobody() {
        Answer answer =
                new BrokerClient(world, base, "regional").post("/v1/operations/callers/reader/stop", new JsonObject());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(reader.read("nobody.myshopify.com").status()).isEqualTo(404);
    }
}
