package dev.tokenbroker.broker;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Lets renewals under way come to their end before the process does: a pair in memory may be the only living one. */
@Singleton
public final class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final long GLANCE_NANOS = 20_000_000;
    private static final Duration FLUSHING = Duration.ofSeconds(1);

    private final Sweep sweep;
    private final Renewals renewals;
    private final Acquisitions acquisitions;
    private final Recording recording;
    private final Usage usage;
    private volatile OptionalLong begunAt = OptionalLong.empty();

    Drain(Sweep sweep, Renewals renewals, Acquisitions acquisitions, Recording recording, Usage usage) {
        this.sweep = sweep;
        this.renewals = renewals;
        this.acquisitions = acquisitions;
        this.recording = recording;
        this.usage = usage;
    }

    /** Nothing is renewed ahead of need any more; readers are served as ever. */
    public void begin() {
        sweep.end();
        if (begunAt.isEmpty()) {
            begunAt = OptionalLong.of(System.nanoTime());
        }
    }

    /**
     * Blocks until nothing is under way.
     *
     * @param patience with calls to Shopify, from the beginning on
     * @param longest patience with a received pair that is not durable yet: it is worth being killed for
     */
    public void await(Duration patience, Duration longest) {
        begin();
        long begun = begunAt.getAsLong();
        blockWhile(() -> busy() && within(patience, begun) || recording.underway() > 0 && within(longest, begun));
        if (recording.underway() > 0) {
            LOG.errorf("ending with %d received pairs not durable: the database is away", recording.underway());
        }
        usage.flush().onFailure().recoverWithNull().await().atMost(FLUSHING);
    }

    /** Blocks as long as something is to be waited for. */
    public static void blockWhile(BooleanSupplier underway) {
        while (underway.getAsBoolean()) {
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private static boolean within(Duration patience, long begun) {
        return System.nanoTime() - begun < patience.toNanos();
    }

    private boolean busy() {
        return renewals.underway() > 0 || acquisitions.underway() > 0 || recording.underway() > 0;
    }
}
