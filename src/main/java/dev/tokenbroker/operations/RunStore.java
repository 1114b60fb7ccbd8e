package dev.tokenbroker.operations;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Where runs are durable. Every method fails with {@code StoreUnavailableException} alone. */
public interface RunStore {
    /** Begins a run, or lets the one of its kind that is under way go on. */
    Uni<Run> start(Order order, String actor);

    Uni<Optional<Run>> find(UUID id);

    /** Nothing where there is no such run; one that has ended stays as it is. */
    Uni<Optional<Run>> pause(UUID id, String actor);

    /** A running one that nobody works on, from now on by {@code owner}. */
    Uni<Optional<Run>> take(String owner, Duration lease);

    /** Notes what was done and keeps the lease. Nothing where the run was paused, or is somebody else's. */
    Uni<Optional<Run>> advance(Run run, String owner, Progress progress, Duration lease);

    /** Leaves a run to whoever takes it next. */
    Uni<Void> release(Run run, String owner);

    Uni<Void> finish(Run run, String owner, RunState state);

    /** @param total how many there are to do */
    record Order(RunKind kind, String target, boolean dryRun, int perSecond, long total) {}

    /** @param cursor the last that was come to; nothing begins another pass */
    record Progress(long done, long failed, Optional<UUID> cursor) {}
}
