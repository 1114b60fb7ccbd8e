package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import dev.tokenbroker.world.WorldResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
class PauseTest {
    private static final Duration SWEEPS = Duration.ofSeconds(30);
    private static final JsonObject FLEET = new JsonObject().put("what", "renewals");
    private static final JsonObject APP = FLEET.copy().put("app", "default");

    @TestHTTPResource("/")
    URI base;

    final MeterRegistry metrics;
    final LongWay longWay;
    DevelopmentWorld world;
    BrokerClient broker;
    SimulatedShop shop;

    PauseTest(MeterRegistry metrics, LongWay longWay) {
        this.metrics = metrics;
        this.longWay = longWay;
    }

    @BeforeEach
    void connect() {
        broker = new BrokerClient(world, base);
        shop = broker.newShop();
    }

    @AfterEach
    void goOn() {
        broker.post("/v1/operations/resume", FLEET);
        broker.post("/v1/operations/resume", APP);
    }

    private static JsonObject of(SimulatedShop shop) {
        return FLEET.copy().put("shop", shop.domain());
    }

    private Answer pause(JsonObject order) {
        return broker.post("/v1/operations/pause", order);
    }

    private Answer resume(JsonObject order) {
        return broker.post("/v1/operations/resume", order);
    }

    private Answer report(long version) {
        return broker.post(
                "/v1/shops/" + shop.domain() + "/access-token/refresh", new JsonObject().put("version", version));
    }

    private long calls() {
        return world.shopify().calls().total(shop.domain());
    }

    @Test
    void whereNoTokenLivesAReaderIsToldToComeBackAndGetsOneWhenItGoesOn() {
        broker.enrol(shop, 0);
        pause(of(shop));

        Answer paused = broker.read(shop.domain());
        resume(of(shop));
        Answer renewed = broker.read(shop.domain());

        assertThat(paused.status()).isEqualTo(503);
        assertThat(paused.text("code")).isEqualTo("shopify-unavailable");
        assertThat(paused.text("detail")).contains("paused");
        assertThat(paused.header("Retry-After")).isEqualTo("30");
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void aTokenIsServedWhileItLivesAndNobodyWaitsOrAsksForALongerLife() {
        broker.enrol(shop, 600);
        String path = "/v1/shops/" + shop.domain() + "/access-token";
        longWay.readPastItsAnnouncement(path, broker);
        pause(APP);
        long before = longWay.requests(path);

        Answer answer = broker.get(path + "?min_ttl=1200");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().getJsonArray("warnings").getJsonObject(0).getString("code"))
                .isEqualTo("short-lived");
        assertThat(longWay.requests(path)).as("no statement, no second look").isEqualTo(before);
        assertThat(calls()).isZero();
    }

    @Test
    void aReportedTokenIsNotRenewedAndNotTheAnswer() {
        broker.enrol(shop, 3600);
        pause(FLEET);

        Answer answer = report(1);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("shopify-unavailable");
        assertThat(calls()).isZero();
    }

    @Test
    void theSweepPassesAPausedShopByAndGoesOnWithOthers() {
        SimulatedShop other = broker.newShop();
        broker.enrol(shop, 3600);
        pause(of(shop));
        dueNow(shop);
        broker.enrol(other, 3600);
        dueNow(other);

        Awaitility.await().atMost(SWEEPS).until(() -> world.shopify().calls().rotations(other.domain()) == 1);

        assertThat(calls()).isZero();
        resume(of(shop));
        Awaitility.await().atMost(SWEEPS).until(() -> world.shopify().calls().rotations(shop.domain()) == 1);
    }

    private void dueNow(SimulatedShop shop) {
        Sql.run(
                world.database(),
                "update installation set next_due_at = now(), must_renew = true where domain = '" + shop.domain()
                        + "'");
    }

    @Test
    void tokensAreTakenOverWhileRenewalsAreStopped() {
        pause(FLEET);

        broker.enrol(shop, 3600);

        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);
    }

    @Test
    void theNarrowerPauseOutlastsTheWiderOne() {
        broker.enrol(shop, 0);
        pause(of(shop));
        pause(FLEET);

        resume(FLEET);

        assertThat(broker.read(shop.domain()).status()).isEqualTo(503);
    }

    @Test
    void theGaugeSaysWhoseRenewalsAreStopped() {
        Answer paused = pause(APP);
        double during = gauge();
        resume(APP);

        assertThat(paused.response().body())
                .isEqualTo("{\"what\":\"renewals\",\"app\":\"default\",\"shop\":null,\"paused\":true}");
        assertThat(during).isEqualTo(1);
        assertThat(gauge()).isZero();
    }

    private double gauge() {
        return metrics.get("broker.refresh.paused")
                .tag("app", "default")
                .gauge()
                .value();
    }

    @Test
    void theRecordSaysWhoStoppedWhat() {
        broker.enrol(shop, 3600);
        pause(of(shop));
        resume(of(shop));
        pause(FLEET);

        JsonObject ofShop = newest("/v1/shops/" + shop.domain() + "/events?limit=1");
        JsonObject ofFleet = newest("/v1/events?type=renewals-paused&limit=1");

        assertThat(ofShop.getString("type")).isEqualTo("renewals-resumed");
        assertThat(ofShop.getString("actor")).isEqualTo("caller:developer");
        assertThat(ofFleet.getString("shop")).isNull();
        assertThat(ofFleet.getString("app")).isNull();
        assertThat(new BrokerClient(world, base, "regional")
                        .get("/v1/events?type=renewals-paused")
                        .body()
                        .getJsonArray("events"))
                .isEmpty();
    }

    private JsonObject newest(String path) {
        return broker.get(path).body().getJsonArray("events").getJsonObject(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; 400; invalid-request",
                "{\"what\":\"reads\"}; 400; invalid-request",
                "{\"what\":\"renewals\",\"why\":\"x\"}; 400; invalid-request",
                "{\"what\":\"renewals\",\"app\":\"unknown\"}; 400; invalid-request",
                "{\"what\":\"renewals\",\"shop\":\"acme\"}; 400; invalid-shop",
                "{\"what\":\"renewals\",\"shop\":\"nobody.myshopify.com\"}; 404; unknown-shop"
            })
    void whatIsNotAnOrderStopsNothing(String order, int status, String code) {
        Answer answer = pause(new JsonObject(order));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(gauge()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "regional; {\"what\":\"renewals\"}; 403",
                "regional; {\"what\":\"renewals\",\"app\":\"default\"}; 403",
                "regional; {\"what\":\"renewals\",\"shop\":\"other.myshopify.com\"}; 404",
                "newcomer; {\"what\":\"renewals\"}; 403"
            })
    void whoHasLessThanThatStopsNothing(String caller, String order, int status) {
        Answer answer = new BrokerClient(world, base, caller).post("/v1/operations/pause", new JsonObject(order));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(gauge()).isZero();
    }
}
