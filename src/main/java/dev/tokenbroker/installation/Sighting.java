package dev.tokenbroker.installation;

import java.time.Instant;
import java.util.Optional;

/**
 * What was found under an installation's name: itself, or that the app has left the shop and nothing else remains, or neither.
 *
 * @param departed when the departure was confirmed
 */
public record Sighting<T>(Optional<T> present, Optional<Instant> departed) {
    public static <T> Sighting<T> of(T present) {
        return new Sighting<>(Optional.of(present), Optional.empty());
    }

    public static <T> Sighting<T> departed(Instant since) {
        return new Sighting<>(Optional.empty(), Optional.of(since));
    }

    public static <T> Sighting<T> nothing() {
        return new Sighting<>(Optional.empty(), Optional.empty());
    }
}
