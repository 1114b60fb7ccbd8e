package dev.tokenbroker.torture;

import dev.tokenbroker.broker.Timers;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that stands still while a port is asked, and jumps from timer to timer when nobody waits for an answer: what is decided
 * in the database takes none of it, however busy the machine is.
 */
final class QuietTime implements Timers, Ticker, AutoCloseable {
    private final Context loop;
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparingLong(Alarm::at));
    private long now = System.nanoTime();
    private int asked;
    private boolean ended;

    private record Alarm(long at, Runnable ring) {}

    /** @param loop where all that waited goes on */
    QuietTime(Context loop) {
        this.loop = loop;
    }

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public Uni<Void> after(Duration delay) {
        if (delay.isZero() || delay.isNegative()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().emitter(waiting -> set(delay, () -> waiting.complete(null)));
    }

    private synchronized void set(Duration delay, Runnable ring) {
        alarms.add(new Alarm(now + delay.toNanos(), ring));
        goOn();
    }

    /** The port, to be asked while time stands still. */
    <T> T asking(Class<T> type, T port) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        Object answer = method.invoke(port, arguments);
                        return answer instanceof Uni<?> later ? asking(later) : answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    private <T> Uni<T> asking(Uni<T> later) {
        return Uni.createFrom().deferred(() -> {
            count(1);
            return later.emitOn(next -> loop.runOnContext(now -> next.run()))
                    .onTermination()
                    .invoke(() -> count(-1));
        });
    }

    private synchronized void count(int more) {
        asked += more;
        goOn();
    }

    /** Not before what follows from an answer has begun. */
    private void goOn() {
        loop.runOnContext(later -> {
            Alarm next = next();
            if (next != null) {
                next.ring().run();
                goOn();
            }
        });
    }

    private synchronized Alarm next() {
        if (ended || asked > 0 || alarms.isEmpty()) {
            return null;
        }
        Alarm next = alarms.remove();
        now = Math.max(now, next.at());
        return next;
    }

    /** Stands still for good. */
    @Override
    public synchronized void close() {
        ended = true;
    }
}
