package dev.tokenbroker.operations;

import dev.tokenbroker.token.KeyProvider;
import dev.tokenbroker.token.KeyVersion;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How many installations' data keys are under which key; of the whole fleet, and so the same on every replica. */
@Singleton
public final class KeyVersionGauges {
    private final WrappedKeyRows rows;
    private final MultiGauge gauge;
    /** A version that has nothing left under it is shown as 0, and does not just vanish. */
    private final Map<String, Tags> seen = new HashMap<>();

    KeyVersionGauges(WrappedKeyRows rows, MeterRegistry registry) {
        this.rows = rows;
        this.gauge = MultiGauge.builder("broker.data.keys")
                .description("Installations by the key that their data key is wrapped under")
                .register(registry);
    }

    public Uni<Void> refresh() {
        return rows.count().invoke(this::show).replaceWithVoid();
    }

    private synchronized void show(Map<Optional<KeyVersion>, Long> counts) {
        Map<Tags, Long> byTags = counts.entrySet().stream()
                .collect(Collectors.toMap(count -> tags(count.getKey()), Map.Entry::getValue, Long::sum));
        byTags.keySet().forEach(tags -> seen.put(tags.toString(), tags));
        Set<MultiGauge.Row<?>> shown = seen.values().stream()
                .map(tags -> MultiGauge.Row.of(tags, byTags.getOrDefault(tags, 0L)))
                .collect(Collectors.toSet());
        gauge.register(shown, true);
    }

    private static Tags tags(Optional<KeyVersion> under) {
        return Tags.of(
                "provider",
                under.map(KeyVersion::provider).map(KeyProvider::label).orElse("unknown"),
                "key_version",
                under.map(KeyVersion::version).map(String::valueOf).orElse("unknown"));
    }
}
