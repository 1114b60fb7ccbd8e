package dev.tokenbroker.broker;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Lets renewals under way come to their end before the process does: a pair in memory may be the only living one. */
@Singleton
public final class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final long GLANCE_NANOS = 20_000_000;

    private final Renewals renewals;
    private final Recording recording;
    private final Usage usage;

    Drain(Renewals renewals, Recording recording, Usage usage) {
        this.renewals = renewals;
        this.recording = recording;
        this.usage = usage;
    }

    /** Blocks until nothing is under way, or so long. */
    public void await(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (busy() && System.nanoTime() < end) {
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        if (recording.underway() > 0) {
            LOG.errorf("ending with %d received pairs not durable: the database is away", recording.underway());
        }
        usage.flush().onFailure().recoverWithNull().await().atMost(Duration.ofSeconds(2));
    }

    private boolean busy() {
        return renewals.underway() > 0 || recording.underway() > 0;
    }
}
