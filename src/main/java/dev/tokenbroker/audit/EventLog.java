package dev.tokenbroker.audit;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Reads the record. Writing belongs to the statement that the event tells of. */
public interface EventLog {
    Uni<List<Event>> list(EventQuery query);
}
