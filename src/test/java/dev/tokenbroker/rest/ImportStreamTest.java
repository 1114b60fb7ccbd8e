package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports as streams: what goes in while the answer comes out. {@code -Dimport.lines=100000} for a larger one. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class ImportStreamTest {
    private static final int LINES = Integer.getInteger("import.lines", 1_000);
    private static final int FAR_BEYOND_EVERY_BUFFER = 256 * 1024 * 1024;

    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;

    @BeforeEach
    void connect() {
        broker = new BrokerClient(world, base);
    }

    private ImportConnection open() throws IOException {
        return ImportConnection.open(base, world.callerToken(Duration.ofHours(1)), "");
    }

    private String line(SimulatedShop shop) {
        return BrokerClient.expiring(shop.issueExpiring(world.app()), 0)
                        .put("shop", shop.domain())
                        .encode() + "\n";
    }

    private static String line(String series, int number) {
        return new JsonObject()
                        .put("shop", series + "-" + number + ".myshopify.com")
                        .put("grant", "expiring")
                        .put("access_token", "shpat_sim" + series + number)
                        .put("refresh_token", "shprt_sim" + series + number)
                        .put("expires_in", 0)
                        .put("refresh_token_expires_in", 7_776_000)
                        .put("scope", DevelopmentWorld.SCOPES)
                        .encode()
                + "\n";
    }

    @Test
    void aLineIsAnsweredBeforeTheNextIsSent() throws IOException {
        try (ImportConnection connection = open()) {
            for (int sent = 1; sent <= 3; sent++) {
                connection.send(line(broker.newShop()));
                if (sent == 1) {
                    assertThat(connection.head()).startsWith("HTTP/1.1 200");
                }
                assertThat(connection.answer().getInteger("line")).isEqualTo(sent);
            }
            connection.end();
            assertThat(connection.answer()).isNull();
        }
    }

    @Test
    void manyLinesAreAllAnsweredInOrderBadOnesAmongThem() throws Exception {
        try (ImportConnection connection = open()) {
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> sendMany(connection));

            connection.head();
            List<JsonObject> answers = connection.rest();

            sender.get();
            assertThat(answers)
                    .extracting(answer -> answer.getInteger("line"))
                    .isEqualTo(IntStream.rangeClosed(1, LINES).boxed().toList());
            assertThat(answers)
                    .extracting(answer -> answer.getInteger("status"))
                    .isEqualTo(IntStream.rangeClosed(1, LINES)
                            .map(number -> number % 10 == 0 ? 400 : 201)
                            .boxed()
                            .toList());
        }
    }

    private static void sendMany(ImportConnection connection) {
        try {
            for (int number = 1; number <= LINES; number++) {
                connection.send(number % 10 == 0 ? "{\"shop\":\"nonsense\"}\n" : line("many", number));
            }
            connection.end();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void whoDoesNotReadTheAnswerIsNotReadAnyMore() throws IOException {
        byte[] chunk = ("2800\r\n" + "{\"a\":1}  \n".repeat(1024) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
                Selector selector = Selector.open()) {
            channel.write(ByteBuffer.wrap(("POST /v1/imports HTTP/1.1\r\nHost: broker.test\r\nAuthorization: Bearer "
                            + world.callerToken(Duration.ofHours(1))
                            + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_WRITE);
            long taken = 0;
            ByteBuffer next = ByteBuffer.wrap(chunk);
            while (selector.select(3_000) > 0 && taken < FAR_BEYOND_EVERY_BUFFER) {
                selector.selectedKeys().clear();
                taken += channel.write(next);
                next = next.hasRemaining() ? next : ByteBuffer.wrap(chunk);
            }

            assertThat(taken).isLessThan(FAR_BEYOND_EVERY_BUFFER);
        }
    }

    @Test
    void whoGoesAwayHasEnrolledWhatHeSentInFullAndNotTheLineThatHeWasInTheMidstOf() throws IOException {
        SimulatedShop whole = broker.newShop();
        SimulatedShop half = broker.newShop();
        try (ImportConnection connection = open()) {
            connection.send(line(whole));
            connection.head();
            connection.answer();
            connection.send("\n" + line(half).strip());
        }

        assertThat(broker.read(whole.domain()).status()).isEqualTo(200);
        SimulatedShop after = broker.newShop();
        broker.enrol(after, 3600);
        assertThat(broker.get("/v1/shops/" + half.domain()).status()).isEqualTo(404);
    }

    @Test
    void aStreamThatIsRefusedIsNotListenedToForEver() throws Exception {
        try (ImportConnection connection = ImportConnection.open(base, "none", "")) {
            assertThat(connection.head()).startsWith("HTTP/1.1 401");

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> refuses(connection));
        }
    }

    private static boolean refuses(ImportConnection connection) {
        try {
            connection.send("{}\n");
            return false;
        } catch (IOException closed) {
            return true;
        }
    }
}
