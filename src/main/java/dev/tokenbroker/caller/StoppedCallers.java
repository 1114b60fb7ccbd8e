package dev.tokenbroker.caller;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.Set;

/** Callers that an operator has stopped. Durable; every change is told in the audit record by the same statement. */
public interface StoppedCallers {
    /** @param requestId of the request that ordered it */
    Uni<Void> stop(String name, String actor, Optional<String> requestId);

    Uni<Void> start(String name, String actor, Optional<String> requestId);

    Uni<Set<String>> names();
}
