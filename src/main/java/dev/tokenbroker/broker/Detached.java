package dev.tokenbroker.broker;

import io.smallrye.mutiny.Uni;

/** Work that goes on to its end whether anybody listens or not: who leaves must not leave half of it behind. */
public final class Detached {
    private Detached() {}

    /** Begins it at once. Whoever subscribes, however late, gets what became of it. */
    public static <T> Uni<T> begin(Uni<T> work) {
        Uni<T> once = work.memoize().indefinitely();
        once.subscribe().with(done -> {}, failure -> {});
        return once;
    }
}
