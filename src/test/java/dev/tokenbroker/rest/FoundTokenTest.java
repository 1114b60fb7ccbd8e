package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
class FoundTokenTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;

    @BeforeEach
    void connect() {
        broker = new BrokerClient(world, base);
    }

    private Answer ask(String token) {
        return broker.post("/v1/operations/fingerprint", new JsonObject().put("token", token));
    }

    private JsonArray events(String query) {
        return broker.get("/v1/events?" + query).body().getJsonArray("events");
    }

    @Test
    void eitherTokenOfAPairLeadsToTheShopThatItBelongsTo() {
        SimulatedShop shop = broker.newShop();
        IssuedPair pair = broker.enrol(shop, 3600);

        for (String token : new String[] {pair.accessToken(), pair.refreshToken()}) {
            JsonArray brought = events("fingerprint=" + ask(token).text("fingerprint"));

            assertThat(brought).hasSize(1);
            assertThat(brought.getJsonObject(0).getString("shop")).isEqualTo(shop.domain());
            assertThat(brought.getJsonObject(0).getString("type")).isEqualTo("enrolled");
        }
    }

    @Test
    void aTokenThatTheBrokerNeverHeldHasANameThatLeadsNowhere() {
        Answer answer = ask("shpat_sim_never_held");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(events("fingerprint=" + answer.text("fingerprint"))).isEmpty();
    }

    @Test
    void theRecordSaysWhoAskedAndNotForWhichToken() {
        String fingerprint = ask("shpat_sim_found").text("fingerprint");

        JsonObject told = events("type=fingerprint-asked&limit=1").getJsonObject(0);
        assertThat(told.getString("actor")).isEqualTo("caller:developer");
        assertThat(told.getString("detail")).isEqualTo(fingerprint);
        assertThat(broker.get("/v1/operations/audit").response().body()).doesNotContain("shpat_sim_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"token\":\"\"}",
                "{\"token\":\"a b\"}",
                "{\"token\":7}",
                "{\"token\":null}",
                "{\"token\":\"shpat_sim\",\"why\":\"x\"}"
            })
    void whatIsNoTokenIsRefusedAndNotRepeated(String body) {
        Answer answer = broker.post("/v1/operations/fingerprint", new JsonObject(body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid-request");
        assertThat(answer.response().body()).doesNotContain("shpat_sim");
    }

    @Test
    void whoMayNotOperateIsToldNothing() {
        Answer answer = new BrokerClient(world, base, "newcomer")
                .post("/v1/operations/fingerprint", new JsonObject().put("token", "shpat_sim"));

        assertThat(answer.status()).isEqualTo(403);
    }
}
