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
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
class ImportTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;

    @BeforeEach
    void connect() {
        broker = new BrokerClient(world, base);
    }

    private static String line(SimulatedShop shop, IssuedPair pair) {
        return BrokerClient.expiring(pair, 0).put("shop", shop.domain()).encode();
    }

    private Answer send(BrokerClient client, String query, byte[] body) {
        return client.send(client.request("/v1/imports" + query)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    private List<JsonObject> imported(BrokerClient client, String query, String... lines) {
        Answer answer = send(client, query, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.response().body().lines().map(JsonObject::new).toList();
    }

    @Test
    void everyLineIsAnsweredInItsPlaceAndBadOnesDoNotStopGoodOnes() {
        SimulatedShop first = broker.newShop();
        SimulatedShop second = broker.newShop();

        List<JsonObject> answers = imported(
                broker,
                "",
                line(first, first.issueExpiring(world.app())),
                "",
                "{\"shop\":\"" + second.domain() + "\",\"grant\":\"expiring\"}",
                "shpat_simoops",
                line(second, second.issueExpiring(world.app())) + "\r");

        assertThat(answers)
                .containsExactly(
                        new JsonObject()
                                .put("line", 1)
                                .put("shop", first.domain())
                                .put("status", 201),
                        new JsonObject()
                                .put("line", 3)
                                .put("shop", second.domain())
                                .put("status", 400)
                                .put("code", "invalid-request")
                                .put("detail", "access_token is missing"),
                        new JsonObject()
                                .put("line", 4)
                                .put("status", 400)
                                .put("code", "invalid-request")
                                .put("detail", "(body) is not one JSON value"),
                        new JsonObject()
                                .put("line", 5)
                                .put("shop", second.domain())
                                .put("status", 201));
        assertThat(broker.read(first.domain()).status()).isEqualTo(200);
        assertThat(broker.read(second.domain()).status()).isEqualTo(200);
    }

    @Test
    void anImportThatIsRunAgainChangesNothing() {
        SimulatedShop shop = broker.newShop();
        String line = line(shop, shop.issueExpiring(world.app()));

        assertThat(imported(broker, "", line).get(0).getInteger("status")).isEqualTo(201);
        assertThat(imported(broker, "", line).get(0).getInteger("status")).isEqualTo(200);

        assertThat(broker.get("/v1/shops/" + shop.domain()).body().getLong("version"))
                .isEqualTo(1);
    }

    @Test
    void ofTwoLinesOfOneShopTheLaterCounts() {
        SimulatedShop shop = broker.newShop();
        String older = line(shop, shop.issueExpiring(world.app()));
        IssuedPair newest = shop.issueExpiring(world.app());

        List<JsonObject> answers = imported(
                broker,
                "",
                older,
                BrokerClient.expiring(newest, 3600).put("shop", shop.domain()).encode());

        assertThat(answers).extracting(answer -> answer.getInteger("status")).containsExactly(201, 200);
        assertThat(broker.read(shop.domain()).text("access_token")).isEqualTo(newest.accessToken());
    }

    @Test
    void aRehearsalSaysWhatWouldBeAndWritesNothing() {
        SimulatedShop known = broker.newShop();
        broker.enrol(known, 3600);
        SimulatedShop unknown = broker.newShop();

        List<JsonObject> answers = imported(
                broker,
                "?dry_run=true",
                line(known, known.issueExpiring(world.app())),
                line(unknown, unknown.issueExpiring(world.app())),
                "{}");

        assertThat(answers).extracting(answer -> answer.getInteger("status")).containsExactly(200, 201, 400);
        assertThat(broker.get("/v1/shops/" + known.domain()).body().getLong("version"))
                .isEqualTo(1);
        assertThat(broker.get("/v1/shops/" + unknown.domain()).status()).isEqualTo(404);
    }

    @Test
    void aShopThatTheCallerMayNotHaveIsUnknownToHim() {
        BrokerClient newcomer = new BrokerClient(world, base, "newcomer");
        SimulatedShop elsewhere = broker.newShop();
        SimulatedShop his = world.shopify().shop("newcomer-1.myshopify.com").install(world.app(), "read_products");

        List<JsonObject> answers = imported(
                newcomer,
                "",
                line(elsewhere, elsewhere.issueExpiring(world.app())),
                line(his, his.issueExpiring(world.app())));

        assertThat(answers).extracting(answer -> answer.getString("code")).containsExactly("unknown-shop", null);
        assertThat(answers.get(0).getInteger("status")).isEqualTo(404);
        assertThat(broker.get("/v1/shops/" + elsewhere.domain()).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|invalid-request|(line) is not a JSON object",
                "{}|invalid-shop|shop is not a *.myshopify.com domain",
                "{'shop':7}|invalid-shop|shop is not a *.myshopify.com domain",
                "{'shop':'a.myshopify.com','shop':'b.myshopify.com'}|invalid-request|(body) names a member twice",
                "{'shop':'a.myshopify.com'} {}"
                        + "|invalid-request|(body) is missing, or not of the type that is wanted here",
                "{'shop':'a.myshopify.com','grant':'static','toke':1}|invalid-request|toke is not known here",
                "{'shop':'a.myshopify.com','app':'other','grant':'static'}|invalid-request|app is not configured",
                "{'shop':'a.myshopify.com','app':null,'grant':'static'}"
                        + "|invalid-request|app is missing, or not of the type that is wanted here",
                "{'shop':'a.myshopify.com','grant':'static','access_token':7,'scope':''}"
                        + "|invalid-request|access_token is missing, or not of the type that is wanted here",
                "{'shop':'a.myshopify.com','grant':'static','access_token':'shpat_sim','scope':'','expires_in':1}"
                        + "|invalid-request|expires_in does not belong to this grant",
            })
    void aLineIsAsStrictlyReadAsTheBodyOfAPut(String line, String code, String detail) {
        JsonObject answer = imported(broker, "", line.replace('\'', '"')).get(0);

        assertThat(answer.getInteger("status")).isEqualTo(400);
        assertThat(answer.getString("code")).isEqualTo(code);
        assertThat(answer.getString("detail")).isEqualTo(detail);
    }

    @Test
    void aLineThatIsTooLongOrNoUtf8SpoilsItselfAlone() {
        SimulatedShop shop = broker.newShop();
        String long_ = "{\"shop\":\"" + "x".repeat(3_000_000) + "\"}";
        String body = long_ + "\n{\"shop\":\"\u00ff\"}\n" + line(shop, shop.issueExpiring(world.app()));
        byte[] spoilt = body.getBytes(StandardCharsets.ISO_8859_1);

        List<JsonObject> answers = send(broker, "", spoilt)
                .response()
                .body()
                .lines()
                .map(JsonObject::new)
                .toList();

        assertThat(answers).extracting(answer -> answer.getInteger("status")).containsExactly(413, 400, 201);
        assertThat(answers.get(0).getString("code")).isEqualTo("payload-too-large");
        assertThat(answers.get(1).getString("detail")).isEqualTo("(line) is not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-ndjson, ?app=other, 400, invalid-request",
        "application/x-ndjson, ?dry_run=yes, 400, invalid-request",
        "application/x-ndjson, ?dryrun=true, 400, invalid-request",
        "application/json, '', 415, unsupported-media-type",
        "text/plain, '', 415, unsupported-media-type",
    })
    void whatIsWrongWithTheWholeIsAnsweredAsAWhole(String type, String query, int status, String code) {
        Answer answer = broker.send(broker.request("/v1/imports" + query)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}\n"))
                .build());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    @Test
    void itWantsThePermissionToEnrol() {
        Answer answer = send(new BrokerClient(world, base, "regional"), "", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("forbidden");
    }
}
