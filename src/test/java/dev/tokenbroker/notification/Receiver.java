package dev.tokenbroker.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenbroker.secret.SecretString;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who is told: takes what is signed and said as documented, unless a test has it answer otherwise; anything else is 400. */
final class Receiver implements AutoCloseable {
    static final String SECRET = "sim-notification-secret";

    final List<String> bodies = new CopyOnWriteArrayList<>();
    /** What came otherwise than documented. */
    final List<String> odd = new CopyOnWriteArrayList<>();

    final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    Target as(String name) {
        return new Target(
                name,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks?key=sim"),
                SecretString.of(SECRET));
    }

    List<String> ids() {
        return bodies.stream().map(body -> new JsonObject(body).getString("id")).toList();
    }

    /** Of each post, in the order of their coming. */
    List<List<JsonObject>> changes() {
        return bodies.stream()
                .map(body -> new JsonObject(body)
                        .getJsonArray("changes").stream()
                                .map(JsonObject.class::cast)
                                .toList())
                .toList();
    }

    private void receive(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String text = new String(body, StandardCharsets.UTF_8);
        if (asDocumented(call, body, text)) {
            bodies.add(text);
            arrived.add(text);
            Integer answer = answers.poll();
            call.getResponseHeaders().set("Location", "/elsewhere");
            call.sendResponseHeaders(answer == null ? 204 : answer, -1);
        } else {
            odd.add(call.getRequestMethod() + " " + call.getRequestURI() + " " + text);
            call.sendResponseHeaders(400, -1);
        }
        call.close();
    }

    private static boolean asDocumented(HttpExchange call, byte[] body, String text) {
        return call.getRequestMethod().equals("POST")
                && call.getRequestURI().toString().equals("/hooks?key=sim")
                && "application/json".equals(call.getRequestHeaders().getFirst("Content-Type"))
                && text.startsWith("{")
                && new JsonObject(text)
                        .getString("id")
                        .equals(call.getRequestHeaders().getFirst("X-Token-Broker-Delivery"))
                && signature(body).equals(call.getRequestHeaders().getFirst("X-Token-Broker-Signature"));
    }

    private static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException broken) {
            throw new AssertionError(broken);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
