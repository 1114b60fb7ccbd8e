package dev.tokenbroker.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.ShopStatus;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No secret in a log, at whatever level, and none in the database, whatever Shopify answers. */
@QuarkusTest
@WithTestResource(
        value = WorldResource.class,
        initArgs = @ResourceArg(name = "quarkus.log.console.level", value = "INFO"))
class LeakTest {
    private static final List<String> MARKS = List.of("shpat_sim", "shprt_sim", DevelopmentWorld.CLIENT_SECRET);

    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;

    /** Everything that can become of a call to Shopify, by name. */
    private static Map<String, Fault> faults() {
        Map<String, Fault> faults = new TreeMap<>();
        faults.put("none", Fault.NONE);
        faults.put("500", Fault.status(500));
        faults.put("520 after the commit", Fault.status520().afterCommit());
        faults.put("400", Fault.status(400, "application/json", "{\"error\":\"invalid_request\"}"));
        faults.put("403", Fault.status(403));
        faults.put("404", Fault.status(404));
        faults.put("429", Fault.tooManyRequests("1"));
        faults.put("dead", Fault.deadToken());
        faults.put("redirect", Fault.redirect("https://evil.invalid/"));
        faults.put("reset", Fault.reset());
        faults.put("reset after the commit", Fault.reset().afterCommit());
        faults.put("page with 200", Fault.htmlWithStatus200());
        faults.put("truncated", Fault.truncated());
        faults.put("no access token", Fault.without("access_token"));
        faults.put("no refresh token", Fault.without("refresh_token"));
        faults.put("no lifetime", Fault.without("expires_in"));
        faults.put("odd lifetime", Fault.with("expires_in", "shpat_sim_soon"));
        faults.put("odd refresh lifetime", Fault.with("refresh_token_expires_in", -1));
        faults.put("odd scope", Fault.with("scope", 7));
        faults.put("oversized", Fault.oversized(100_000));
        faults.put("gzip bomb", Fault.gzipBomb(1_000_000));
        return faults;
    }

    @Test
    void noSecretIsLoggedOrStoredInTheClear() throws SQLException {
        BrokerClient broker = new BrokerClient(world, base);
        List<String> answers = new ArrayList<>();
        List<String> lines;
        try (Ear ear = new Ear()) {
            Logger.getLogger("dev.tokenbroker.ear").finest("somebody listens");
            faults().forEach((name, fault) -> {
                SimulatedShop shop = broker.newShop();
                IssuedPair pair = broker.enrol(shop, 0);
                shop.faults().next(fault);
                answers.add(name + ": " + withoutAccessToken(broker.read(shop.domain())));
                answers.add(withoutAccessToken(refused(broker, shop, pair)));
                answers.add(broker.get("/v1/shops/" + shop.domain()).response().body());
                answers.add(broker.get("/v1/shops/" + shop.domain() + "/events")
                        .response()
                        .body());
            });
            SimulatedShop suspended = broker.newShop().status(ShopStatus.FROZEN);
            broker.enrol(suspended, 0);
            answers.add(withoutAccessToken(broker.read(suspended.domain())));
            SimulatedShop erased = broker.newShop();
            broker.enrol(erased, 3600);
            broker.delete("/v1/shops/" + erased.domain());
            answers.add(withoutAccessToken(broker.read(erased.domain())));
            malformed(broker, answers);
            lines = ear.lines();
        }

        assertThat(lines).anyMatch(line -> line.contains("somebody listens"));
        assertThat(lines.stream().filter(LeakTest::tells)).isEmpty();
        assertThat(answers.stream().filter(LeakTest::tells)).isEmpty();
        assertThat(columnsThatTell()).isEmpty();
    }

    private static Answer refused(BrokerClient broker, SimulatedShop shop, IssuedPair pair) {
        JsonObject sent = new JsonObject().put("version", 1).put("token", pair.accessToken());
        return broker.post("/v1/shops/" + shop.domain() + "/access-token/refresh", sent);
    }

    /** Bodies that are refused hold tokens all the same. */
    private static void malformed(BrokerClient broker, List<String> answers) {
        String shop = broker.newShop().domain();
        Stream.of(
                        new JsonObject().put("grant", "shpat_sim_grant").put("access_token", "shpat_sim_1"),
                        new JsonObject().put("grant", "static").put("access_token", "shpat_sim_1\n"),
                        new JsonObject().put("grant", "static").put("shprt_sim_member", "shpat_sim_1"),
                        new JsonObject().put("grant", "legacy").put("access_token", List.of("shpat_sim_1")),
                        new JsonObject()
                                .put("grant", "static")
                                .put("access_token", "shpat_sim_1")
                                .put("scope", "shpat_sim_scope!"),
                        new JsonObject()
                                .put("grant", "expiring")
                                .put("access_token", "shpat_sim_1")
                                .put("expires_at", "shprt_sim_2"))
                .forEach(body -> {
                    Answer answer = broker.put(shop, body);
                    assertThat(answer.status()).isEqualTo(400);
                    // a member that is not known is named to its sender
                    answers.add(answer.response().body().replace("shprt_sim_member", ""));
                });
        answers.add(broker.get("/v1/shops/shpat_sim_1/access-token").response().body());
        answers.add(broker.get("/v1/events?cursor=shpat_sim_1&limit=shprt_sim_2")
                .response()
                .body());
    }

    /** The one member in which a token may stand. */
    private static String withoutAccessToken(Answer answer) {
        JsonObject body = answer.body().copy();
        body.remove("access_token");
        return answer.status() + " " + body.encode() + " "
                + answer.response().headers().map();
    }

    private static boolean tells(String text) {
        return MARKS.stream().anyMatch(text::contains);
    }

    /** Every column of every table as text, bytes as what they would spell. */
    private List<String> columnsThatTell() throws SQLException {
        List<String> telling = new ArrayList<>();
        try (Connection connection = world.database().connect();
                Statement statement = connection.createStatement()) {
            List<String[]> columns = columns(statement);
            assertThat(columns).hasSizeGreaterThan(50);
            for (String[] column : columns) {
                String text = column[2].equals("bytea") ? "encode(%s, 'escape')" : "%s::text";
                for (String mark : MARKS) {
                    String sql = "select count(*) from \"" + column[0] + "\" where "
                            + text.formatted('"' + column[1] + '"') + " like '%" + mark.replace("_", "\\_") + "%'";
                    try (ResultSet found = statement.executeQuery(sql)) {
                        found.next();
                        if (found.getLong(1) > 0) {
                            telling.add(column[0] + "." + column[1] + " holds " + mark);
                        }
                    }
                }
            }
        }
        return telling;
    }

    private static List<String[]> columns(Statement statement) throws SQLException {
        List<String[]> columns = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(
                "select table_name, column_name, data_type from information_schema.columns where table_schema = 'public'")) {
            while (found.next()) {
                columns.add(new String[] {found.getString(1), found.getString(2), found.getString(3)});
            }
        }
        return columns;
    }
}
