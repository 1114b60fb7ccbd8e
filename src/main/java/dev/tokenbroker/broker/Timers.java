package dev.tokenbroker.broker;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Waits without holding a thread. */
public interface Timers {
    /** Completes after {@code delay}; at once where it is not positive. */
    Uni<Void> after(Duration delay);
}
