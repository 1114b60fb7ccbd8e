package dev.tokenbroker.http;

import static dev.tokenbroker.http.EdgeClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.world.CallerTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only bytes can say. */
@QuarkusTest
@WithTestResource(EdgeWorld.class)
class EdgeWireTest {
    private static final String HOST = "Host: broker.test\r\n";

    CallerTokens tokens;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5, 6\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: -5\r\n",
                "Content-Length: 0x5\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: identity, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding:\u000bchunked\r\n",
                "X: y\nTransfer-Encoding: chunked\r\n",
                "X: y\rTransfer-Encoding: chunked\r\n",
                "Host: other.test\r\n",
                "X\u0000: y\r\n",
                "X: a\u0000b\r\n",
                "no colon\r\n",
            })
    void ambiguousFramingIsRefusedAndTheConnectionClosed(String headers) throws IOException {
        try (RawHttp raw = new RawHttp(EdgeWorld.port())) {
            raw.send("POST /v1/shops/probe/wish HTTP/1.1\r\n" + HOST + headers + "\r\n0\r\n\r\n");

            assertProblem(raw.read(), ProblemCode.INVALID_REQUEST);
            assertThat(raw.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\r\n\r\n",
                "GET / HTTP/1.1\n\n",
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "nonsense\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            })
    void whatIsNoRequestIsAnsweredByAProblemOrTheEndOfTheConnection(String bytes) throws IOException {
        try (RawHttp raw = new RawHttp(EdgeWorld.port())) {
            RawHttp.Answer answer = raw.send(bytes).read();

            if (answer.status() != 0) {
                assertThat(answer.status()).isIn(400, 501, 505);
                assertThat(answer.headers()).containsEntry("content-type", Problem.MEDIA_TYPE);
            }
            assertThat(raw.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5;x=\"\r\n\"\r\nhello\r\n0\r\n\r\n", "zz\r\n", "-1\r\n", "5\r\nhelloX0\r\n\r\n"})
    void malformedChunksEndTheConnection(String chunks) throws IOException {
        try (RawHttp raw = new RawHttp(EdgeWorld.port())) {
            raw.send("POST /v1/shops/probe/wish HTTP/1.1\r\n" + HOST + authorization()
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

            RawHttp.Answer answer = raw.read();

            assertThat(answer.status()).isIn(0, 400);
            assertThat(raw.isClosedByServer()).isTrue();
        }
    }

    @Test
    void giantHeadsAreRefused() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            many.append("X-").append(i).append(": some value\r\n");
        }
        for (String head : List.of(
                "GET /v1 HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(64 * 1024) + "\r\n\r\n",
                "GET /v1 HTTP/1.1\r\n" + HOST + many + "\r\n",
                "GET /v1/" + "x".repeat(8 * 1024) + " HTTP/1.1\r\n" + HOST + "\r\n")) {
            try (RawHttp raw = new RawHttp(EdgeWorld.port())) {
                assertProblem(sendAll(raw, head).read(), ProblemCode.HEADERS_TOO_LARGE);
                assertThat(raw.isClosedByServer()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%zz",
                "/v1/%zz",
                "/v1/shops/%",
                "/v1/shops/%e4/x",
                "*",
                "x",
                "/v1/\u00e9",
                "/v1/a{b",
                "/a|b",
                "/v1/\"x",
                "/v1/shops?a={",
                "/v1/shops?%",
                "/v1/shops?app=%",
                "/v1/shops?min_ttl=%zz"
            })
    void aPathThatCannotBeReadIsAProblem(String path) throws IOException {
        try (RawHttp raw = new RawHttp(EdgeWorld.port())) {
            raw.send("GET " + path + " HTTP/1.1\r\n" + HOST + authorization() + "\r\n");

            RawHttp.Answer answer = raw.read();

            assertThat(answer.status()).isIn(400, 404);
            assertThat(answer.headers())
                    .containsEntry("content-type", Problem.MEDIA_TYPE)
                    .containsEntry("cache-control", "no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PUT", "PATCH", "FOO"})
    void otherMethodsAreNotAllowed(String method) throws IOException {
        try (RawHttp raw = new RawHttp(EdgeWorld.port())) {
            raw.send(method + " /v1/shops/probe/caller HTTP/1.1\r\n" + HOST + authorization() + "\r\n");

            assertProblem(raw.read(), ProblemCode.METHOD_NOT_ALLOWED);
        }
    }

    @Test
    void anOldClientNeedNotNameTheHost() throws IOException {
        try (RawHttp raw = new RawHttp(EdgeWorld.port())) {
            raw.send("GET /v1/shops/probe/caller HTTP/1.0\r\n" + authorization() + "\r\n");

            assertThat(raw.read().status()).isEqualTo(200);
        }
    }

    @Test
    void whatAProxyCouldSayIsNotBelieved() throws IOException {
        try (RawHttp raw = new RawHttp(EdgeWorld.port())) {
            raw.send("POST /v1/shops/probe/run HTTP/1.1\r\n" + HOST + authorization()
                    + "X-Forwarded-Host: evil.com\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Prefix: /evil\r\n"
                    + "Forwarded: host=evil.com;proto=https\r\nX-User: orders\r\nContent-Length: 0\r\n\r\n");

            RawHttp.Answer answer = raw.read();

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.headers()).containsEntry("location", "/v1/migrations/7");
        }
    }

    @Test
    void slowHeadsAndBodiesAreCutAfterTenSecondsWhileOthersAreServedAndRestingConnectionsStay() throws Exception {
        String half = "GET /v1/shops/probe/caller HTTP/1.1\r\nHost: broker.test\r\nX: ";
        String body = "POST /v1/shops/probe/wish HTTP/1.1\r\n" + HOST + authorization()
                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
        String whole = "GET /v1/shops/probe/caller HTTP/1.1\r\n" + HOST + authorization() + "\r\n";
        Instant begin = Instant.now();
        List<RawHttp> slow = new ArrayList<>();
        try (RawHttp resting = new RawHttp(EdgeWorld.port())) {
            for (int i = 0; i < 300; i++) {
                slow.add(new RawHttp(EdgeWorld.port()).send(i % 3 == 0 ? body : i % 3 == 1 ? half : ""));
            }
            RawHttp pipelined = new RawHttp(EdgeWorld.port()).send(whole + half);
            assertThat(pipelined.read().status()).isEqualTo(200);
            slow.add(pipelined);
            assertThat(resting.send(whole).read().status()).isEqualTo(200);

            trickle(slow.get(1), begin);
            for (RawHttp connection : slow) {
                assertThat(connection.isClosedByServer()).isTrue();
            }

            assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(13));
            assertThat(resting.send(whole).read().status()).isEqualTo(200);
        } finally {
            for (RawHttp connection : slow) {
                connection.close();
            }
        }
    }

    /** A byte at a time until the server has had enough of it. */
    private static void trickle(RawHttp connection, Instant begin) throws Exception {
        java.util.concurrent.CountDownLatch never = new java.util.concurrent.CountDownLatch(1);
        try {
            while (Duration.between(begin, Instant.now()).toSeconds() < 12) {
                connection.send("x");
                never.await(500, java.util.concurrent.TimeUnit.MILLISECONDS);
            }
        } catch (SocketException closed) {
            return;
        }
        throw new AssertionError("a trickling head is still listened to");
    }

    /** The server may hang up before it has read everything. */
    private static RawHttp sendAll(RawHttp raw, String bytes) throws IOException {
        try {
            return raw.send(bytes);
        } catch (SocketException hungUp) {
            return raw;
        }
    }

    private String authorization() {
        return "Authorization: Bearer " + tokens.mint("orders", EdgeWorld.AUDIENCE, Duration.ofMinutes(10)) + "\r\n";
    }
}
