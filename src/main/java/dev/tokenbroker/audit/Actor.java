package dev.tokenbroker.audit;

import java.util.Optional;

/**
 * Who causes what the record tells of.
 *
 * @param name {@code caller:<name>}, {@code reader}, {@code sweep}
 * @param requestId {@code X-Request-Id} of the request that it was done for; nothing where nobody asked for it
 */
public record Actor(String name, Optional<String> requestId) {
    /** Who acts by himself. */
    public static Actor of(String name) {
        return new Actor(name, Optional.empty());
    }

    public static Actor within(String requestId, String name) {
        return new Actor(name, Optional.of(requestId));
    }
}
