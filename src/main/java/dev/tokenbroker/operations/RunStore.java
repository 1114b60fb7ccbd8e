package dev.tokenbroker.operations;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.Actor;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where runs are durable. Every method fails with {@code StoreUnavailableException} alone. */
public interface RunStore {
    /** Begins a run, or lets the one of its kind that is under way go on. */
    Uni<Run> start(Order order, Actor actor);

    Uni<Optional<Run>> find(UUID id);

    /** Nothing where there is no such run; one that has ended stays as it is. */
    Uni<Optional<Run>> pause(UUID id, Actor actor);

    /** A running one that nobody works on, from now on by {@code owner}. */
    Uni<Optional<Run>> take(String owner, Duration lease);

    /** Notes what was done and keeps the lease. Nothing where the run was paused, or is somebody else's. */
    Uni<Optional<Run>> advance(Run run, String owner, Progress progress, Duration lease);

    /** Leaves a run to whoever takes it next. */
    Uni<Void> release(Run run, String owner);

    Uni<Void> finish(Run run, String owner, RunState state);

    /** Says how many there are to do, of a run that was just begun. */
    Uni<Run> total(Run run, long total);

    /** Pauses a run that must not go on by itself. */
    Uni<Void> halt(Run run, String owner);

    /**
     * @param members the installations that it is about; empty where they are found as it goes
     * @param dryRun is over as soon as it is counted
     */
    record Order(
            RunKind kind, Optional<AppName> app, String target, List<UUID> members, boolean dryRun, int perSecond) {}

    /** @param cursor the last that was come to; nothing begins another pass */
    record Progress(long done, long failed, long postponed, Optional<UUID> cursor) {}
}
