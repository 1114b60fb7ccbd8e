package dev.tokenbroker.audit;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** The record in the order of its chain. */
public interface AuditRecord {
    /** Tells of what an operator did that changes nothing else. */
    Uni<Void> note(EventType type, Actor actor, Optional<String> detail);

    /**
     * Gives a place in the chain to rows that have none yet, unless another replica is at it.
     *
     * @param lookBack how far below the last row that was sealed to look for more: ids are given before a commit
     */
    Uni<Progress> seal(long lookBack, int most);

    /** By place; shorter than {@code most} at the end of the chain alone. */
    Uni<List<Link>> after(long place, int most);

    /**
     * @param rows how many were sealed
     * @param place the last one that is taken
     */
    record Progress(int rows, long place, String hash) {}

    /** @param row nothing where it was deleted */
    record Link(long place, long id, String hash, Optional<RecordRow> row) {}
}
