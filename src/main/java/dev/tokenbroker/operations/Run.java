package dev.tokenbroker.operations;

import dev.tokenbroker.app.AppName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A run as its row was at one moment.
 *
 * @param app whose grants it is about; nothing where it is about the whole fleet
 * @param members the installations that it is about, where some were named
 * @param target what it works towards, in the words of its kind
 * @param perSecond the most that it does in a second
 * @param total how many there were to do when it began
 * @param pass what came of the present pass over everything; what failed before may have been mended
 * @param running for how long it has been going, or did until it ended
 */
public record Run(
        UUID id,
        RunKind kind,
        Optional<AppName> app,
        String target,
        List<UUID> members,
        RunState state,
        boolean dryRun,
        int perSecond,
        long total,
        long done,
        Pass pass,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Duration running) {
    /**
     * @param postponed what may be done at another time
     * @param cursor the last that it came to
     */
    public record Pass(long done, long failed, long postponed, Optional<UUID> cursor) {}
}
