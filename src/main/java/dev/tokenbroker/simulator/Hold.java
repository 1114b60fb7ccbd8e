package dev.tokenbroker.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A gate at which calls wait, in the order in which they came, until a test lets them through. */
public final class Hold {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int arrivals;
    private boolean open;

    /** Waits until so many calls in all have come to the gate. */
    public synchronized void awaitArrivals(int calls, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (arrivals < calls) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                throw new IllegalStateException(arrivals + " calls came to the gate instead of " + calls);
            }
            pause(millis);
        }
    }

    /** Calls that came to the gate so far, waiting or gone on. */
    public synchronized int arrivals() {
        return arrivals;
    }

    /** Lets the call that has waited longest go on. */
    public synchronized void releaseOne() {
        if (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    /** Lets all calls go on, those to come as well. */
    public synchronized void release() {
        open = true;
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    synchronized Future<Void> arrive(Vertx vertx) {
        arrivals++;
        notifyAll();
        if (open) {
            return Future.succeededFuture();
        }
        Promise<Void> released = Promise.promise();
        Context eventLoop = vertx.getOrCreateContext();
        waiting.add(() -> eventLoop.runOnContext(now -> released.complete()));
        return released.future();
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for calls", e);
        }
    }
}
