package dev.tokenbroker.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A run as its row was at one moment.
 *
 * @param target what it works towards, in the words of its kind
 * @param perSecond the most that it does in a second
 * @param total how many there were to do when it began
 * @param pass what came of the present pass over everything; what failed before may have been mended
 * @param running for how long it has been going, or did until it ended
 */
public record Run(
        UUID id,
        RunKind kind,
        String target,
        RunState state,
        boolean dryRun,
        int perSecond,
        long total,
        long done,
        Pass pass,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Duration running) {
    /** @param cursor the last that it came to */
    public record Pass(long done, long failed, Optional<UUID> cursor) {}
}
