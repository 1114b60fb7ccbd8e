package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
class AuditTest {
    private static final String EXPORT = "/v1/operations/audit";

    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;

    @BeforeEach
    void writeSomeRows() {
        broker = new BrokerClient(world, base);
        for (int i = 0; i < 4; i++) {
            broker.enrol(broker.newShop(), 3600);
        }
    }

    private JsonObject verify() {
        return broker.get(EXPORT + "/verify").body();
    }

    @Test
    void whatNobodyAlteredIsValid() {
        Answer answer = broker.get(EXPORT + "/verify");

        assertThat(answer.body().getBoolean("valid")).isTrue();
        assertThat(answer.body().getLong("rows")).isGreaterThanOrEqualTo(4);
        assertThat(answer.response().body()).contains("\"first_bad\":null");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    /** Each is undone again: the record is every test's. */
    @ParameterizedTest
    @CsvSource({
        "actor = actor || 'x', actor = left(actor::text; -1)",
        "version = version + 1, version = version - 1",
        "at = at + interval '1 us', at = at - interval '1 us'",
        "domain = 'x' || domain, domain = substr(domain; 2)"
    })
    void anAlteredRowIsFound(String attack, String repair) {
        long id = alterable();
        JsonObject before = verify();

        run("update event set " + attack + " where id = " + id);
        JsonObject altered = verify();
        run("update event set " + repair.replace(';', ',') + " where id = " + id);

        assertThat(before.getBoolean("valid")).isTrue();
        assertThat(altered.getBoolean("valid")).isFalse();
        assertThat(altered.getLong("first_bad")).isEqualTo(id);
        assertThat(verify().getBoolean("valid")).isTrue();
    }

    @Test
    void aDeletedRowIsFound() {
        long id = alterable();

        run("create table sim_kept as select * from event where id = " + id);
        run("delete from event where id = " + id);
        JsonObject altered = verify();
        run("insert into event overriding system value select * from sim_kept");
        run("drop table sim_kept");

        assertThat(altered.getLong("first_bad")).isEqualTo(id);
        assertThat(verify().getBoolean("valid")).isTrue();
    }

    @Test
    void rowsThatChangedPlacesAreFound() {
        long id = alterable();
        String swap = "update event_seal set place = 2 * (select place from event_seal where event_id = " + id
                + ") + 1 - place where place - (select place from event_seal where event_id = " + id + ") in (0, 1)";

        run("alter table event_seal drop constraint event_seal_pkey");
        run(swap);
        JsonObject altered = verify();
        String first = ask("select event_id from event_seal where place = (select place - 1 from event_seal where"
                + " event_id = " + id + ")");
        run("update event_seal set place = place + case when event_id = " + id + " then -1 else 1 end"
                + " where event_id in (" + id + ", " + first + ")");
        run("alter table event_seal add primary key (place)");

        assertThat(altered.getLong("first_bad")).isEqualTo(Long.parseLong(first));
        assertThat(verify().getBoolean("valid")).isTrue();
    }

    /** Of an installation, and with others behind it. */
    private long alterable() {
        verify();
        return Long.parseLong(ask("select e.id from event_seal s join event e on e.id = s.event_id"
                + " where e.domain <> '' order by s.place desc offset 3 limit 1"));
    }

    private void run(String sql) {
        Sql.run(world.database(), sql);
    }

    private String ask(String sql) {
        return Sql.ask(world.database(), sql);
    }

    @Test
    void theExportIsVerifiedWithoutABroker() throws Exception {
        List<String> lines = broker.get(EXPORT).response().body().lines().toList();

        String previous = "0".repeat(64);
        for (String line : lines) {
            int end = line.lastIndexOf(",\"hash\":\"");
            JsonObject row = new JsonObject(line);
            assertThat(row.getString("previous_hash")).isEqualTo(previous);
            assertThat(sha256(line.substring(0, end))).isEqualTo(row.getString("hash"));
            previous = row.getString("hash");
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(4);
        assertThat(new JsonObject(lines.get(lines.size() - 1)).getString("type"))
                .isEqualTo("audit-exported");
        assertThat(previous).isEqualTo(ask("select hash from event_seal order by place desc limit 1"));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aRecordOfManyPagesIsExportedWhole() throws Exception {
        Sql.run(
                world.database(),
                "insert into event (installation_id, app, domain, type, version, actor)"
                        + " select gen_random_uuid(), 'default', 'many.myshopify.com', 'renewed', n, 'many' from generate_series(1, 5000) n");

        long lines;
        try (InputStream body = HttpClient.newHttpClient()
                .send(broker.request(EXPORT).build(), BodyHandlers.ofInputStream())
                .body()) {
            lines = new String(body.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("\"actor\":\"many\""))
                    .count();
        }

        assertThat(lines).isEqualTo(5_000);
        assertThat(verify().getBoolean("valid")).isTrue();
    }

    @Test
    void longRunsAreInTheRecord() {
        broker.post("/v1/migrations", new JsonObject().put("dry_run", true));

        JsonObject told = broker.get("/v1/events?type=run-started&limit=1")
                .body()
                .getJsonArray("events")
                .getJsonObject(0);

        assertThat(told.getString("detail")).isEqualTo("migration");
        assertThat(told.getString("actor")).isEqualTo("caller:developer");
        assertThat(told.getString("app")).isEqualTo("default");
    }

    @Test
    void whoHasLessThanTheFleetReadsNoneOfIt() {
        BrokerClient regional = new BrokerClient(world, base, "regional");

        assertThat(regional.get(EXPORT).status()).isEqualTo(403);
        assertThat(regional.get(EXPORT + "/verify").status()).isEqualTo(403);
        assertThat(broker.get(EXPORT + "?since=x").status()).isEqualTo(400);
    }
}
