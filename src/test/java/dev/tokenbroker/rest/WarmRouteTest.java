package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
class WarmRouteTest {
    /** The same question, spelled so that Jakarta REST has to decode it. */
    private static final String LONG_WAY = "min%5Fttl=";

    @TestHTTPResource("/")
    URI base;

    final LongWay longWay;
    final MeterRegistry metrics;
    DevelopmentWorld world;
    BrokerClient broker;

    WarmRouteTest(LongWay longWay, MeterRegistry metrics) {
        this.longWay = longWay;
        this.metrics = metrics;
    }

    @BeforeEach
    void connect() {
        broker = new BrokerClient(world, base);
    }

    private String warm(int expiresIn) {
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, expiresIn);
        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);
        return path(shop);
    }

    private String inMemory() {
        String path = warm(3600);
        longWay.readPastItsAnnouncement(path, broker);
        return path;
    }

    private static String path(SimulatedShop shop) {
        return "/v1/shops/" + shop.domain() + "/access-token";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?min_ttl=60", "?app=default", "?app=default&min_ttl=0", "?min_ttl=600&app=default"})
    void aTokenInMemoryIsServedWithoutJakartaRest(String query) {
        String path = inMemory();
        long before = longWay.requests(path);

        Answer answer = broker.get(path + query);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(longWay.requests(path)).isEqualTo(before);
    }

    @Test
    void aTokenThatIsNotInMemoryYetGoesTheLongWay() {
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 0);

        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);

        assertThat(longWay.requests(path(shop))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"3600, 60, ", "3600, 60, '\"1\"'", "3600, 60, '\"0\", W/\"1\"'", "3600, 60, '\"7\"'", "3600, 60, *"})
    void bothWaysAnswerTheSame(int expiresIn, int minTtl, String known) {
        String path = warm(expiresIn);

        Answer warm = ask(path + "?min_ttl=" + minTtl, known);
        Answer other = ask(path + "?" + LONG_WAY + minTtl, known);

        assertThat(warm.status()).isEqualTo(other.status());
        assertThat(shape(warm)).isEqualTo(shape(other));
        assertThat(withoutTime(warm)).isEqualTo(withoutTime(other));
    }

    @ParameterizedTest
    @CsvSource({
        "?min_ttl=3001, 400",
        "?min_ttl=-1, 400",
        "?min_ttl=, 400",
        "?min_ttl=60&min_ttl=60, 400",
        "?min_ttl=60&, 200",
        "?app=unknown, 400",
        "?app=default&app=default, 400",
        "?verbose=true, 400",
        ";x=1, 400",
        "/, 200"
    })
    void whatIsNotAskedPlainlyIsAnsweredByJakartaRestsRules(String suffix, int status) {
        String path = warm(3600);

        assertThat(broker.get(path + suffix).status()).isEqualTo(status);
    }

    @Test
    void whoTakesNoJsonIsToldSo() {
        String path = warm(3600);

        assertThat(broker.send(broker.request(path)
                                .header("Accept", "text/html")
                                .build())
                        .status())
                .isEqualTo(406);
    }

    @Test
    void aQuestionWithABodyIsNoPlainOne() {
        String path = warm(3600);
        HttpRequest odd = broker.request(path)
                .method("GET", BodyPublishers.ofString("{}"))
                .build();

        assertThat(broker.send(odd).status()).isEqualTo(415);
    }

    @Test
    void whatTheCallerMayIsAskedOfWarmReadsToo() {
        String path = warm(3600);

        for (Map.Entry<String, Integer> caller :
                Map.of("regional", 404, "stranger", 403, "installer", 403).entrySet()) {
            BrokerClient other = new BrokerClient(world, base, caller.getKey());

            // the second time its JWT is known
            assertThat(List.of(other.get(path).status(), other.get(path).status()))
                    .containsOnly(caller.getValue());
        }
    }

    @Test
    void aBudgetIsTakenFromOnceAndItsEndIsCounted() {
        BrokerClient frugal = new BrokerClient(world, base, "frugal");
        String own = inMemory();
        String another = inMemory();
        assertThat(frugal.get(own).status()).isEqualTo(200);
        long before = longWay.requests(own) + longWay.requests(another);
        double counted = exhausted();

        Answer within = frugal.get(own);
        Answer beyond = frugal.get(another);

        assertThat(within.status()).isEqualTo(200);
        assertThat(beyond.status()).isEqualTo(429);
        assertThat(beyond.header("Retry-After")).isNotNull();
        assertThat(exhausted()).isEqualTo(counted + 1);
        assertThat(longWay.requests(own) + longWay.requests(another)).isEqualTo(before);
    }

    private double exhausted() {
        return metrics.get("broker.access.token.requests")
                .tag("outcome", "too_many_requests")
                .counter()
                .count();
    }

    private Answer ask(String path, String known) {
        HttpRequest.Builder request = broker.request(path);
        if (known != null) {
            request.header("If-None-Match", known);
        }
        return broker.send(request.build());
    }

    /** All that the two ways could tell differently, but what belongs to one answer alone. */
    private static Map<String, List<String>> shape(Answer answer) {
        Map<String, List<String>> headers =
                new TreeMap<>(answer.response().headers().map());
        headers.remove("x-request-id");
        return headers;
    }

    private static String withoutTime(Answer answer) {
        return answer.response().body().replaceAll("\"expires_in\":[0-9]+", "");
    }
}
