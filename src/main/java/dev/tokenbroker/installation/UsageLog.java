package dev.tokenbroker.installation;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/** Who was served what, per hour. */
public interface UsageLog {
    /** Adds to the current hour. */
    Uni<Void> add(List<Reads> reads);

    record Reads(UUID installation, String caller, long count) {}
}
