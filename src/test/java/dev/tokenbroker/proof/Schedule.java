package dev.tokenbroker.proof;

import dev.tokenbroker.broker.Timers;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;

/** One thread's worth of time: events in their order, chosen by one seed. Nothing here waits; time jumps. */
final class Schedule {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Random random;
    private long now;
    private long sequence;

    private record Event(long at, long sequence, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(sequence, other.sequence);
        }
    }

    Schedule(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    long nanos() {
        return now;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    Duration upTo(Duration most) {
        return Duration.ofNanos((long) (most.toNanos() * random.nextDouble()));
    }

    UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    void after(Duration delay, Runnable action) {
        events.add(new Event(now + Math.max(0, delay.toNanos()), sequence++, action));
    }

    void runUntil(Duration end) {
        while (!events.isEmpty() && events.peek().at() <= end.toNanos()) {
            Event next = events.poll();
            now = next.at();
            next.action().run();
        }
        now = end.toNanos();
    }

    /** Timers of a process: those of a dead one never fire. */
    Timers timers(Life life) {
        return delay -> Uni.createFrom().emitter(emitter -> after(delay, life.guard(() -> emitter.complete(null))));
    }
}
