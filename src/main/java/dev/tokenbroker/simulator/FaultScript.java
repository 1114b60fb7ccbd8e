package dev.tokenbroker.simulator;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Queue;
import java.util.function.Supplier;

/** Which fault meets which call: first those queued for the next calls, one each, then the standing one. */
public final class FaultScript {
    private final Queue<Fault> queued = new ArrayDeque<>();
    private Supplier<Fault> standing = () -> Fault.NONE;

    /** One fault for each of the next calls, in this order. {@link Fault#NONE} lets one through. */
    public synchronized FaultScript next(Fault... faults) {
        Collections.addAll(queued, faults);
        return this;
    }

    public synchronized FaultScript next(int calls, Fault fault) {
        queued.addAll(Collections.nCopies(calls, fault));
        return this;
    }

    /** The fault of every call that has none queued, until {@link #clear()}. */
    public FaultScript always(Fault fault) {
        return always(() -> fault);
    }

    /** Asked anew for every call that has none queued: the place for seeded chance. */
    public synchronized FaultScript always(Supplier<Fault> faults) {
        standing = faults;
        return this;
    }

    /** Forgets all faults. Calls already waiting in one stay there. */
    public synchronized void clear() {
        queued.clear();
        standing = () -> Fault.NONE;
    }

    /** Queued faults that no call has met yet. */
    public synchronized int pending() {
        return queued.size();
    }

    synchronized Fault take() {
        return queued.isEmpty() ? standing.get() : queued.remove();
    }

    /** The other script is asked only by a call that this one has nothing for. */
    Fault takeOr(FaultScript other) {
        Fault own = take();
        return own == Fault.NONE ? other.take() : own;
    }
}
