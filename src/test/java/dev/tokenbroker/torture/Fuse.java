package dev.tokenbroker.torture;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stops one renewal of this process for good at one failpoint, and says so: whoever started the process then kills it. The
 * others go on until then.
 */
final class Fuse {
    private final Optional<Failpoint> failpoint;
    private final AtomicInteger passes;
    private final AtomicBoolean atWork = new AtomicBoolean();

    /** @param passes how often the failpoint is passed before */
    Fuse(Optional<Failpoint> failpoint, int passes) {
        this.failpoint = failpoint;
        this.passes = new AtomicInteger(passes);
    }

    /** Renewals have begun: from now on it is worth being killed. */
    void atWork() {
        if (atWork.compareAndSet(false, true)) {
            EngineProcess.say(EngineProcess.AT_WORK);
        }
    }

    <T> Uni<T> before(Failpoint here, Uni<T> work) {
        return Uni.createFrom().deferred(() -> burns(here) ? Uni.createFrom().nothing() : work);
    }

    <T> Uni<T> after(Failpoint here, Uni<T> work) {
        return work.flatMap(result ->
                burns(here) ? Uni.createFrom().nothing() : Uni.createFrom().item(result));
    }

    /** The work goes on, but nobody waits for it any more. */
    <T> Uni<T> during(Failpoint here, Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (!burns(here)) {
                return work;
            }
            work.subscribe().with(unheard -> {}, failure -> {});
            return Uni.createFrom().nothing();
        });
    }

    private boolean burns(Failpoint here) {
        boolean burns = failpoint.filter(set -> set == here).isPresent() && passes.getAndDecrement() == 0;
        if (burns) {
            EngineProcess.say("at " + here.label());
        }
        return burns;
    }
}
