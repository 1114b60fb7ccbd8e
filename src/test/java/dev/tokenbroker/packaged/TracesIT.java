package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.packaged.OtlpSpan.Kind;
import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.vault.VaultLab;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped, and what it tells a collector and the log of one request. */
class TracesIT {
    private static final Path DIRECTORY = Path.of("target", "traces-world");
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String JWT = "eyJ[A-Za-z0-9_-]{10,}";
    private static final Duration IN_TIME = Duration.ofSeconds(25);
    private static final String EXPORTER = "BatchSpanProces";

    @TempDir
    static Path vaultDirectory;

    @TempDir
    static Path directory;

    private static DevelopmentWorld world;
    private static VaultLab vault;
    private static Map<String, String> settings;
    private static String vaultToken;

    @BeforeAll
    static void begin() {
        world = DevelopmentWorld.start(DIRECTORY, Clock.systemUTC());
        vault = VaultLab.any(vaultDirectory);
        vaultToken = vault.newToken("1h");
        settings = new LinkedHashMap<>(world.settings());
        settings.put("broker.keys.provider", "vault");
        settings.remove("broker.keys.local.file");
        settings.putAll(vault.byTokenFile(directory, vaultToken));
    }

    @AfterAll
    static void end() {
        vault.close();
        world.close();
    }

    @Test
    void aReadThatCausesARenewalIsOneTraceFromItsCallerToDatabaseVaultAndShopify() throws Exception {
        SimulatedShop shop = enrolledBefore();
        shop.faults().next(Fault.without("expires_in"));
        try (Collector collector = Collector.start();
                BrokerProcess broker = start(tracesTo(collector)).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());

            Answer answer = client.send(client.request("/v1/shops/" + shop.domain() + "/access-token")
                    .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                    .header("baggage", "who=sim-merchant")
                    .header("X-Request-Id", "traced-1")
                    .build());

            assertThat(answer.status()).isEqualTo(200);
            Awaitility.await().until(() -> collector.spans(TRACE).stream().anyMatch(is(Kind.SERVER)));
            List<OtlpSpan> spans = collector.spans(TRACE);
            OtlpSpan server = spans.stream().filter(is(Kind.SERVER)).findFirst().orElseThrow();
            assertThat(server.parent()).isEqualTo(CALLER);
            assertThat(server.name()).isEqualTo("GET /v1/shops/{shop}/access-token");
            assertThat(spans.stream().filter(is(Kind.CLIENT)))
                    .allMatch(span -> span.parent().equals(server.id()))
                    .anyMatch(span ->
                            span.attributes().getOrDefault("db.system.name", "").equals("postgresql")
                                    && span.attributes()
                                            .getOrDefault("db.query.text", "")
                                            .contains("token_pair"))
                    .anyMatch(span -> span.name().equals("vault transit decrypt"))
                    .anyMatch(span ->
                            span.attributes().getOrDefault("url.full", "").endsWith("/admin/oauth/access_token"));
            assertThat(broker.threads()).anyMatch(name -> name.startsWith(EXPORTER));
            broker.terminate(IN_TIME);
            JsonObject line = logLine(broker, "odd or missing lifetimes");
            assertThat(line.getString("trace_id")).isEqualTo(TRACE);
            assertThat(line.getString("span_id")).isEqualTo(server.id());
            assertThat(line.getString("request_id")).isEqualTo("traced-1");
            assertNothingSecret(collector, broker, answer.text("access_token"));
        }
    }

    @Test
    void whatARequestBroughtAndMayBeSecretIsNotInItsTrace() throws Exception {
        try (Collector collector = Collector.start();
                BrokerProcess broker = start(tracesTo(collector)).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());

            send(client, "/oauth/default/callback?code=sim-code-1&state=sim-state-1&shop=acme.myshopify.com", "a");
            send(client, "/v1/shops/shpat_sim_path/access-token", "b");
            send(client, "/v1/shpat_sim_nowhere", "c");

            Awaitility.await()
                    .until(() -> collector.spans().stream()
                            .map(OtlpSpan::trace)
                            .toList()
                            .containsAll(List.of(trace("a"), trace("b"), trace("c"))));
            assertThat(collector.text()).doesNotContain("sim-code-1", "sim-state-1", "shpat_sim", "sim-agent");
            assertThat(collector.spans(trace("a")).get(0).attributes()).containsEntry("url.query", "REDACTED");
        }
    }

    /** The rounds ask the database all the time, and operators their health: neither is anybody's request. */
    @Test
    void whatNobodyAskedForIsNotTraced() throws Exception {
        try (Collector collector = Collector.start();
                BrokerProcess broker = start(tracesTo(collector)).ready()) {
            double before = broker.metric("broker_key_service_up");
            BrokerClient client = new BrokerClient(world, broker.base());
            Awaitility.await()
                    .until(() -> client.read("nobody.myshopify.com").status() == 404
                            && collector.spans().stream()
                                            .filter(is(Kind.SERVER))
                                            .count()
                                    > 3);

            assertThat(before).isEqualTo(1);
            // a statement may be told of before its request is
            Awaitility.await().untilAsserted(() -> {
                List<OtlpSpan> spans = collector.spans();
                Set<String> requests = spans.stream()
                        .filter(is(Kind.SERVER))
                        .map(OtlpSpan::trace)
                        .collect(Collectors.toSet());
                assertThat(spans).allMatch(span -> requests.contains(span.trace()));
            });
            assertThat(collector.spans()).noneMatch(span -> span.name().contains("/q/"));
        }
    }

    @Test
    void withoutAnEndpointThereIsNobodyWhoCouldSend() throws Exception {
        SimulatedShop shop = enrolledBefore();
        shop.faults().next(Fault.without("expires_in"));
        try (BrokerProcess broker = start(settings).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());

            assertThat(client.send(client.request("/v1/shops/" + shop.domain() + "/access-token")
                                    .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                                    .build())
                            .status())
                    .isEqualTo(200);

            assertThat(broker.threads())
                    .isNotEmpty()
                    .anyMatch(name -> name.startsWith("vert.x-"))
                    .noneMatch(name -> name.startsWith(EXPORTER));
            broker.terminate(IN_TIME);
            assertThat(logLine(broker, "odd or missing lifetimes").getString("trace_id"))
                    .isNull();
        }
    }

    private static void assertNothingSecret(Collector collector, BrokerProcess broker, String accessToken) {
        assertThat(collector.text())
                .doesNotContain("shpat_sim", "shprt_sim", "sim-merchant", accessToken)
                .doesNotContain(DevelopmentWorld.CLIENT_SECRET, vaultToken)
                .doesNotContainPattern(JWT);
        assertThat(String.join("\n", broker.output()))
                .doesNotContain("shpat_sim", "shprt_sim", accessToken)
                .doesNotContain(DevelopmentWorld.CLIENT_SECRET, vaultToken)
                .doesNotContainPattern(JWT);
    }

    private static JsonObject logLine(BrokerProcess broker, String part) {
        return broker.output().stream()
                .filter(line -> line.contains(part))
                .map(JsonObject::new)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such line in " + broker.output()));
    }

    /** By a broker of before, so that the one that is asked has neither its row nor its data key in memory. */
    private static SimulatedShop enrolledBefore() throws Exception {
        try (BrokerProcess broker = start(settings).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            SimulatedShop shop = client.newShop();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    client.put(shop.domain(), BrokerClient.expiring(shop.issueExpiring(world.app()), 0))
                                            .status())
                            .isLessThan(300));
            return shop;
        }
    }

    private static void send(BrokerClient client, String path, String digit) {
        HttpRequest request = client.request(path)
                .header("User-Agent", "sim-agent")
                .header("traceparent", "00-" + trace(digit) + "-" + CALLER + "-01")
                .build();
        client.send(request);
    }

    private static String trace(String digit) {
        return digit.repeat(32);
    }

    private static Predicate<OtlpSpan> is(Kind kind) {
        return span -> span.kind() == kind;
    }

    private static Map<String, String> tracesTo(Collector collector) {
        Map<String, String> traced = new LinkedHashMap<>(settings);
        traced.put("quarkus.otel.exporter.otlp.endpoint", collector.endpoint().toString());
        traced.put("quarkus.otel.exporter.otlp.protocol", "http/protobuf");
        traced.put("quarkus.otel.bsp.schedule.delay", "PT0.1S");
        return traced;
    }

    private static BrokerProcess start(Map<String, String> settings) throws IOException {
        return BrokerProcess.start(DIRECTORY.resolve("run"), settings);
    }
}
