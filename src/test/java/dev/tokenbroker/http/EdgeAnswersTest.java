package dev.tokenbroker.http;

import static dev.tokenbroker.http.EdgeClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.world.CallerTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(EdgeWorld.class)
class EdgeAnswersTest {
    private static final String PROBE = "/v1/shops/probe";
    private static final String WISH = PROBE + "/wish";

    CallerTokens tokens;
    private EdgeClient orders;
    private EdgeClient nobody;

    @BeforeEach
    void callers() {
        orders = as("orders");
        nobody = new EdgeClient(EdgeWorld.port(), null);
    }

    @Test
    void answersSpeakSnakeCaseWholeSecondsAndRfc3339() {
        HttpResponse<String> answer = orders.get(PROBE + "/caller");

        assertThat(answer.body())
                .isEqualTo("{\"caller\":\"orders\",\"at\":\"2026-11-22T15:04:05.123Z\",\"life\":2519}");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void aSaneRequestIdIsTakenOverIntoAnswerAndLog() {
        HttpResponse<String> answer =
                orders.send(PROBE + "/thread", request -> request.header("X-Request-Id", "a.B_1-c"));

        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("a.B_1-c");
        assertThat(new JsonObject(answer.body()).getString("request_id")).isEqualTo("a.B_1-c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "<script>", "a;b", "\u00e9", ""})
    void anOddRequestIdIsReplaced(String id) {
        HttpResponse<String> answer = orders.send(PROBE + "/caller", request -> request.header("X-Request-Id", id));

        assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f]{32}");
    }

    @Test
    void aTooLongRequestIdIsReplaced() {
        HttpResponse<String> answer =
                orders.send(PROBE + "/caller", request -> request.header("X-Request-Id", "x".repeat(65)));

        assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f]{32}");
    }

    @Test
    void whoAsksIsAskedBeforeWhatFor() {
        assertProblem(nobody.get("/v1"), ProblemCode.UNAUTHENTICATED);
        assertProblem(nobody.get("/v1/nothing"), ProblemCode.UNAUTHENTICATED);
        assertProblem(nobody.get("//v1/nothing"), ProblemCode.UNAUTHENTICATED);
        assertProblem(nobody.get("/%761/nothing"), ProblemCode.UNAUTHENTICATED);
        assertProblem(nobody.get("/x/../v1/shops/probe/caller"), ProblemCode.UNAUTHENTICATED);
    }

    @Test
    void theMethodIsCheckedBeforeThePermissionAndThePermissionBeforeTheParameters() {
        EdgeClient idle = as("idle");

        assertProblem(idle.send(WISH, request -> request.DELETE()), ProblemCode.METHOD_NOT_ALLOWED);
        assertProblem(idle.get("/v1/nothing"), ProblemCode.NOT_FOUND);
        assertProblem(idle.get(PROBE + "/of/evil.com/access-token?nonsense=1"), ProblemCode.FORBIDDEN);
        assertProblem(orders.post(PROBE + "/operate", ""), ProblemCode.FORBIDDEN);
    }

    @Test
    void aResourceThatNamesNoPermissionIsForbiddenToEverybody() {
        assertProblem(orders.get("/v1/unguarded-probe"), ProblemCode.FORBIDDEN);
    }

    @Test
    void whatHttpRefusesHasTheSameShape() {
        assertProblem(orders.get("/v1/nothing"), ProblemCode.NOT_FOUND);
        assertProblem(nobody.get("/"), ProblemCode.NOT_FOUND);
        assertProblem(nobody.get("/nothing"), ProblemCode.NOT_FOUND);
        assertProblem(nobody.get("/v1x"), ProblemCode.NOT_FOUND);
        assertProblem(nobody.get("/index.html"), ProblemCode.NOT_FOUND);
        assertProblem(
                orders.send(PROBE + "/caller", request -> request.header("Accept", "text/html")),
                ProblemCode.NOT_ACCEPTABLE);
        HttpResponse<String> notAllowed = orders.send(WISH, request -> request.DELETE());
        assertProblem(notAllowed, ProblemCode.METHOD_NOT_ALLOWED);
        assertThat(notAllowed.headers().firstValue("Allow").orElseThrow()).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense", "*/*x"})
    void anotherContentTypeIsRefused(String type) {
        assertProblem(
                orders.send(
                        WISH,
                        request -> request.POST(BodyPublishers.ofString("{\"name\":\"a\"}"))
                                .header("Content-Type", type)),
                ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void aBodyWithoutContentTypeIsRefused() {
        assertProblem(
                orders.send(WISH, request -> request.POST(BodyPublishers.ofString("{\"name\":\"a\"}"))),
                ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd", "deflate", "identity, gzip", "GZIP"})
    void aCompressedBodyIsRefusedUnread(String coding) {
        assertProblem(
                orders.send(
                        WISH,
                        request -> request.POST(BodyPublishers.ofString("{}"))
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", coding)),
                ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32BE"})
    void aBodyIsUtf8(String charset) {
        byte[] body = "{\"name\":\"a\"}".getBytes(Charset.forName(charset));

        assertProblem(
                orders.send(
                        WISH,
                        request -> request.POST(BodyPublishers.ofByteArray(body))
                                .header("Content-Type", "application/json")),
                ProblemCode.INVALID_REQUEST);
    }

    @Test
    void aMethodOverrideIsIgnored() {
        HttpResponse<String> answer =
                orders.send(PROBE + "/caller", request -> request.header("X-HTTP-Method-Override", "DELETE"));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"colour\":1}|colour",
                "{\"name\":\"a\",\"shpat_sim123\":1}|(not shown)",
                "{\"name\":\"a\",\"name\":\"b\"}|(body)",
                "{\"name\":\"a\"} {}|(body)",
                "{\"name\":\"a\"}x|(body)",
                "{\"name\":\"a\"|(body)",
                "{'name':'a'}|(body)",
                "{\"name\":\"a\",}|(body)",
                "[]|(body)",
                "\"a\"|(body)",
                "null|(body)",
                "{}|name",
                "{\"name\":null}|name",
                "{\"name\":1}|name",
                "{\"name\":true}|name",
                "{\"name\":[\"a\"]}|name",
                "{\"name\":{}}|name",
                "{\"name\":\"a\",\"count\":\"1\"}|count",
                "{\"name\":\"a\",\"count\":\"\"}|count",
                "{\"name\":\"a\",\"count\":1.5}|count",
                "{\"name\":\"a\",\"count\":1.0}|count",
                "{\"name\":\"a\",\"count\":true}|count",
                "{\"name\":\"a\",\"count\":99999999999}|count",
                "{\"name\":\"a\",\"count\":NaN}|(body)",
                "{\"name\":\"a\",\"force\":1}|force",
                "{\"name\":\"a\",\"force\":\"true\"}|force",
                "{\"name\":\"a\",\"at\":1700000000}|at",
                "{\"name\":\"a\",\"at\":\"2026-11-22T15:04:05\"}|at",
                "{\"name\":\"a\",\"at\":\"2026-11-22T15:04:05+01:00\"}|at",
                "{\"name\":\"a\",\"at\":\"tomorrow\"}|at",
            })
    void aMistakenBodyIsRefusedNamingTheMemberAndNoValue(String json, String member) {
        HttpResponse<String> answer = orders.post(WISH, json);

        JsonObject problem = assertProblem(answer, ProblemCode.INVALID_REQUEST);
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("member"))
                .isEqualTo(member);
        assertThat(answer.body()).doesNotContain("shpat_", "tomorrow");
    }

    @Test
    void anEmptyBodyIsRefused() {
        assertProblem(orders.post(WISH, ""), ProblemCode.INVALID_REQUEST);
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        assertProblem(
                orders.post(WISH, "{\"name\":" + "[".repeat(5000) + "]".repeat(5000) + "}"),
                ProblemCode.INVALID_REQUEST);
    }

    @Test
    void whatIsOptionalMayBeAbsentOrNull() {
        assertThat(orders.post(WISH, "{\"name\":\"a\",\"count\":null}").body()).isEqualTo("{\"name\":\"a\"}");
        assertThat(orders.post(WISH, "{\"name\":\"a\",\"at\":\"2026-11-22T15:04:05Z\",\"count\":3}")
                        .body())
                .isEqualTo("{\"name\":\"a\",\"count\":3,\"at\":\"2026-11-22T15:04:05Z\"}");
    }

    @Test
    void aBodyOf64KibibytesIsReadAndOneByteMoreIsNot() {
        String most = wishOf(64 * 1024);

        assertThat(orders.post(WISH, most).statusCode()).isEqualTo(200);
        assertProblem(orders.post(WISH, most + " "), ProblemCode.PAYLOAD_TOO_LARGE);
        assertProblem(chunked(most + " "), ProblemCode.PAYLOAD_TOO_LARGE);
        assertThat(chunked(most).statusCode()).isEqualTo(200);
        assertProblem(chunked(wishOf(3_000_000)), ProblemCode.PAYLOAD_TOO_LARGE);
    }

    @Test
    void whoIsNotKnownIsNotListenedTo() {
        assertProblem(nobody.post(WISH, wishOf(3_000_000)), ProblemCode.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @CsvSource({
        "?min_ttl=60&nonsense=1, nonsense",
        "?min_ttl=60&min_ttl=60, min_ttl",
        "?min_ttl=abc, min_ttl",
        "?min_ttl=-1, min_ttl",
        "?min_ttl=1.5, min_ttl",
        "?min_ttl=99999999999999999999, min_ttl",
        "?shpat_sim1=1, (not shown)",
        "?MIN_TTL=1, (not shown)",
    })
    void aMistakenQueryIsRefusedNamingTheParameter(String query, String name) {
        HttpResponse<String> answer = orders.get(PROBE + "/of/acme.myshopify.com/access-token" + query);

        JsonObject problem = assertProblem(answer, ProblemCode.INVALID_REQUEST);
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("member"))
                .isEqualTo(name);
        assertThat(answer.body()).doesNotContain("shpat_", "abc");
    }

    @Test
    void aShopsDomainIsFolded() {
        assertThat(orders.get(PROBE + "/of/AcMe.MyShopify.com/access-token?min_ttl=60")
                        .body())
                .contains("\"shop\":\"acme.myshopify.com\"")
                .contains("\"min_ttl\":\"60\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.com",
                "acme",
                "acme.myshopify.com.evil.com",
                "myshopify.com",
                ".myshopify.com",
                "acme.myshopify.com.",
                "acme.myshopify.com%0A",
                "acme.myshopify.com%00",
                "acme.myshopify.com%20",
                "%20acme.myshopify.com",
                "acme.myshopify.com%0d%0aX:1",
                "acme.myshopify.com@evil.com",
                "acme.myshopify.com:8443",
                "acme.myshopify.com%23",
                "acme.myshopify.com%3F",
                "acme.myshopify.com%2F..%2Fadmin",
                "acme.myshopify.com%252F",
                "%2561cme.myshopify.com",
                "acme%2Emyshopify%2Ecom%2E",
                "acme.myshopify.com;x=1",
                "acme.myshopify.com%3Bx=1",
                "%E2%84%AAey.myshopify.com",
                "%C4%B1.myshopify.com",
                "acme.myshop%C4%B0fy.com",
                "ac%EF%BC%8Dme.myshopify.com",
                "-acme.myshopify.com",
                "169.254.169.254",
                "2852039166",
                "0x7f.1",
                "%5B::1%5D",
                "localhost",
                "acme.shop.dev",
                "acme.myshopify.io",
                "https:%2F%2Facme.myshopify.com",
                "admin.shopify.com",
                "acme.myshopify.com%c0%af",
            })
    void nothingElseIsAShop(String text) {
        HttpResponse<String> answer = orders.get(PROBE + "/of/" + text + "/access-token");

        JsonObject problem = assertProblem(answer, ProblemCode.INVALID_SHOP);
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("member"))
                .isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/of/acme.myshopify.com/..%2f..%2fadmin/token",
                "/of/../../../nothing",
                "/of//access-token",
                "/of/acme.myshopify.com/access-token;x=1",
                "/of/acme.myshopify.com/access-token%2F",
                "/of/acme.myshopify.com%2Faccess-token",
                ";x=1/of/acme.myshopify.com/access-token",
                "/of/acme.myshopify.com/ACCESS-TOKEN",
            })
    void otherSpellingsOfAPathReachNothing(String path) {
        HttpResponse<String> answer = orders.get(PROBE + path);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1;x/shops/probe/caller", "/v1;/shops/probe/caller", "/;/v1/shops/probe/caller"})
    void aDisguisedPathDoesNotSlipPastTheDoor(String path) {
        assertThat(nobody.get(path).statusCode()).isIn(401, 404);
        assertThat(nobody.get(path).headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    }

    @Test
    void locationIsPathAbsolute() {
        HttpResponse<String> answer = orders.post(PROBE + "/run", "");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().allValues("Location")).containsExactly("/v1/migrations/7");
    }

    @Test
    void aBugSaysNothing() {
        for (String path : List.of("/bug", "/late-bug")) {
            HttpResponse<String> answer = orders.get(PROBE + path);

            assertProblem(answer, ProblemCode.INTERNAL);
            assertThat(answer.body()).doesNotContain("shpat", "Exception", "at dev.");
        }
    }

    @Test
    void aProblemThatIsThrownArrivesWithItsHeadersAndMembers() {
        HttpResponse<String> answer = orders.get(PROBE + "/limited");

        JsonObject problem = assertProblem(answer, ProblemCode.TOO_MANY_REQUESTS);
        assertThat(problem.getInteger("retry_after")).isEqualTo(2);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    }

    private static String wishOf(int bytes) {
        String frame = "{\"name\":\"\"}";
        return "{\"name\":\"" + "x".repeat(bytes - frame.length()) + "\"}";
    }

    private HttpResponse<String> chunked(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return orders.send(
                WISH,
                request -> request.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .header("Content-Type", "application/json"));
    }

    private EdgeClient as(String subject) {
        return new EdgeClient(EdgeWorld.port(), tokens.mint(subject, EdgeWorld.AUDIENCE, Duration.ofMinutes(10)));
    }
}
