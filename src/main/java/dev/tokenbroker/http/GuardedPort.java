package dev.tokenbroker.http;

import io.vertx.core.http.HttpServerOptions;
import java.util.Optional;

/**
 * The port to guard and how large a request's head may be there, in bytes.
 *
 * @param port 0 where any free port is taken, as tests do
 */
record GuardedPort(int port, int longestLine, int largestHead) {
    private static final String PROPERTY = "token-broker.guarded-port";

    static GuardedPort of(HttpServerOptions options) {
        return new GuardedPort(
                Math.max(0, options.getPort()), options.getMaxInitialLineLength(), options.getMaxHeaderSize());
    }

    static Optional<GuardedPort> published() {
        String text = System.getProperty(PROPERTY);
        if (text == null) {
            return Optional.empty();
        }
        String[] parts = text.split("/", 3);
        return Optional.of(
                new GuardedPort(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
    }

    void publish() {
        System.setProperty(PROPERTY, port + "/" + longestLine + "/" + largestHead);
    }

    boolean covers(int listening) {
        return port == 0 || port == listening;
    }

    HttpServerOptions options() {
        return new HttpServerOptions().setMaxInitialLineLength(longestLine).setMaxHeaderSize(largestHead);
    }
}
