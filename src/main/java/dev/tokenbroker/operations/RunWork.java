package dev.tokenbroker.operations;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** What one kind of run does. */
interface RunWork {
    RunKind kind();

    /** How many are left, counted on the primary. */
    Uni<Long> remaining(Run run);

    /** Does some, beginning after the run's cursor. Fails where nothing can be done now, and is asked again then. */
    Uni<Batch> batch(Run run, int most);

    /** Before a run is called done. */
    default Uni<Void> concluded() {
        return Uni.createFrom().voidItem();
    }

    /**
     * @param last the last that was come to; nothing where there was none left after {@code after}
     * @param done those that are no longer left, whoever did it
     * @param postponed those that may be done at another time
     */
    record Batch(Optional<UUID> last, long done, long failed, long postponed) {
        static final Batch NONE_LEFT = new Batch(Optional.empty(), 0, 0, 0);

        Batch with(long more) {
            return new Batch(last, done + more, failed, postponed);
        }
    }
}
