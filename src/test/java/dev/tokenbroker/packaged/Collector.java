package dev.tokenbroker.packaged;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Takes traces as a collector does, by OTLP over HTTP with Protocol Buffers. */
final class Collector implements AutoCloseable {
    private final Queue<byte[]> taken = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Collector collector = new Collector(server);
        server.createContext("/v1/traces", collector::take);
        server.start();
        return collector;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void take(HttpExchange post) throws IOException {
        taken.add(post.getRequestBody().readAllBytes());
        post.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        post.sendResponseHeaders(200, -1);
        post.close();
    }

    /** Of one trace, in the order in which they came. */
    List<OtlpSpan> spans(String trace) {
        return taken.stream()
                .flatMap(request -> OtlpSpan.in(request).stream())
                .filter(span -> span.trace().equals(trace))
                .toList();
    }

    List<OtlpSpan> spans() {
        return taken.stream().flatMap(request -> OtlpSpan.in(request).stream()).toList();
    }

    /** Everything that came, whatever it means. */
    String text() {
        return taken.stream()
                .map(request -> new String(request, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
