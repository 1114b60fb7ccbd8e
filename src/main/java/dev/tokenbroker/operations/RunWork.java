package dev.tokenbroker.operations;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** What one kind of run does. */
interface RunWork {
    RunKind kind();

    /** How many are left, counted on the primary. */
    Uni<Long> remaining(String target);

    /** Does some, beginning after {@code after}. Fails where nothing can be done now, and is asked again then. */
    Uni<Batch> batch(String target, Optional<UUID> after, int most);

    /** Before a run towards {@code target} is called done. */
    default Uni<Void> concluded() {
        return Uni.createFrom().voidItem();
    }

    /**
     * @param last the last that was come to; nothing where there was none left after {@code after}
     * @param done those that are no longer left, whoever did it
     */
    record Batch(Optional<UUID> last, long done, long failed) {
        Batch with(long more) {
            return new Batch(last, done + more, failed);
        }
    }
}
