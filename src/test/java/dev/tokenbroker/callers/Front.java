package dev.tokenbroker.callers;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a broker, hands on what it is asked, and counts. */
final class Front implements AutoCloseable {
    private static final byte[] AWAY = """
            {"type":"urn:token-broker:keys-unavailable","title":"Keys unavailable","status":503,\
            "code":"keys-unavailable","retry_after":30}""".getBytes(StandardCharsets.UTF_8);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<String>> requests = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> answersBeforeOutage = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final URI broker;

    private Front(HttpServer server, URI broker) {
        this.server = server;
        this.broker = broker;
    }

    static Front of(URI broker) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
            Front front = new Front(server, broker);
            server.createContext("/", front::handle);
            server.setExecutor(front.threads);
            server.start();
            return front;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** For this shop alone the broker is away once it has answered. */
    void awayAfterOneAnswer(String shop) {
        answersBeforeOutage.put(shop, new AtomicInteger(1));
    }

    /** What was asked about a shop, in order: method, and validator if there was one. */
    List<String> requests(String shop) {
        return requests.getOrDefault(shop, List.of());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String shop = exchange.getRequestURI().getPath().split("/")[3];
            Headers headers = exchange.getRequestHeaders();
            String validator = headers.getFirst("If-None-Match");
            requests.computeIfAbsent(shop, first -> new CopyOnWriteArrayList<>())
                    .add(exchange.getRequestMethod() + (validator == null ? "" : " " + validator));
            AtomicInteger left = answersBeforeOutage.get(shop);
            if (left != null && left.getAndDecrement() <= 0) {
                write(exchange, 503, "30", AWAY);
            } else {
                handOn(exchange);
            }
        }
    }

    private void handOn(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(broker.resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        for (String name : List.of("Authorization", "Content-Type", "If-None-Match")) {
            exchange.getRequestHeaders().getOrDefault(name, List.of()).forEach(value -> request.header(name, value));
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            // no machine is so slow that this has passed before the last one has asked
            write(exchange, answer.statusCode(), answer.statusCode() == 503 ? "30" : null, answer.body());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(HttpExchange exchange, int status, String retryAfter, byte[] body) throws IOException {
        if (retryAfter != null) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
