package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.Fault;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The calls of the token endpoint as they come in: what becomes of each, and the moments at which to strike. */
final class Traffic implements Supplier<Fault> {
    private static final int MOST_CALLS = 5;
    private static final Duration LONGEST_LULL = Duration.ofSeconds(3);
    private static final Duration CALL_AND_RECORD = Duration.ofMillis(30);

    private final Random random;
    private final Supplier<Fault> faults;
    private volatile CountDownLatch awaited = new CountDownLatch(0);

    private Traffic(Random random, Supplier<Fault> faults) {
        this.random = random;
        this.faults = faults;
    }

    static Traffic undisturbed(Random random) {
        return new Traffic(random, () -> Fault.NONE);
    }

    /** A third of the calls goes wrong, most of those after the token was rotated. */
    static Traffic overBadNetwork(Random random) {
        Random dice = new Random(random.nextLong());
        return new Traffic(random, () -> badLuck(dice.nextInt(100), dice.nextInt(400)));
    }

    private static Fault badLuck(int percent, int millis) {
        if (percent < 66) {
            return Fault.NONE;
        } else if (percent < 76) {
            return Fault.status520().afterCommit();
        } else if (percent < 84) {
            return Fault.reset().afterCommit();
        } else if (percent < 88) {
            return Fault.truncated();
        } else if (percent < 90) {
            return Fault.htmlWithStatus200();
        } else if (percent < 93) {
            return Fault.status520();
        } else if (percent < 99) {
            return Fault.delay(Duration.ofMillis(1 + millis)).afterCommit();
        }
        return Fault.hang().afterCommit();
    }

    /** Asked by the simulated Shopify for every call that arrives. */
    @Override
    public Fault get() {
        awaited.countDown();
        return faults.get();
    }

    /** Some moment between a few calls' arrivals and what follows them: answers, records, the next claims. */
    void awaitAnyMoment() throws InterruptedException {
        CountDownLatch calls = new CountDownLatch(1 + random.nextInt(MOST_CALLS));
        awaited = calls;
        calls.await(LONGEST_LULL.toMillis(), TimeUnit.MILLISECONDS);
        LockSupport.parkNanos((long) (random.nextDouble() * CALL_AND_RECORD.toNanos()));
    }

    /** Whether calls go on. */
    boolean flows(Duration atMost) throws InterruptedException {
        CountDownLatch next = new CountDownLatch(1);
        awaited = next;
        return next.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
