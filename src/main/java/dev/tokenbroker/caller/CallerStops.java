package dev.tokenbroker.caller;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Stops a caller at once, whatever the configuration lets him do. */
@Singleton
public final class CallerStops {
    public static final Duration GLANCE = Duration.ofMillis(500);

    private final StoppedCallers store;
    private final CallerRegistry callers;
    private final AtomicLong changes = new AtomicLong();
    private volatile boolean known;

    CallerStops(StoppedCallers store, CallerRegistry callers) {
        this.store = store;
        this.callers = callers;
    }

    /** @return false where nobody has this name */
    public Uni<Boolean> stop(String name, String actor, Optional<String> requestId) {
        return callers.knows(name)
                ? store.stop(name, actor, requestId)
                        .invoke(changes::incrementAndGet)
                        .chain(this::look)
                        .replaceWith(true)
                : Uni.createFrom().item(false);
    }

    /** @return false where nobody has this name */
    public Uni<Boolean> start(String name, String actor, Optional<String> requestId) {
        return callers.knows(name)
                ? store.start(name, actor, requestId)
                        .invoke(changes::incrementAndGet)
                        .chain(this::look)
                        .replaceWith(true)
                : Uni.createFrom().item(false);
    }

    /** While the database is away, who was stopped stays so. What was read before a change of ours is not believed after it. */
    public Uni<Void> look() {
        long begun = changes.get();
        return store.names().invoke(found -> take(found, begun)).replaceWithVoid();
    }

    /** Whether it was read who is stopped. Until then each caller passes for one who is not, so nobody is sent here. */
    public boolean known() {
        return known;
    }

    private void take(Set<String> found, long begun) {
        if (changes.get() == begun) {
            callers.stopped(found);
            known = true;
        }
    }
}
