package dev.tokenbroker.broker;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.LeasedInstallation.Recorded;
import dev.tokenbroker.installation.ReceivedPair;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes a received pair until it is durable or the process dies. The pair may be the only living one, so there is no limit
 * but that: not the lease, not a number of tries, not the patience of who asked; a shutdown waits for it.
 */
@Singleton
final class Recording {
    private static final Logger LOG = Logger.getLogger(Recording.class);

    private final RecentPairs recent;
    private final Timers timers;
    private final AtomicInteger underway = new AtomicInteger();

    Recording(RecentPairs recent, Timers timers) {
        this.recent = recent;
        this.timers = timers;
    }

    /** How many pairs are in memory alone. */
    int underway() {
        return underway.get();
    }

    Uni<Recorded> untilDurable(LeasedInstallation lease, ReceivedPair pair) {
        return insisted(lease, () -> lease.record(pair).invoke(recorded -> recent.keep(lease, pair, recorded)));
    }

    /** Into the ledger alone, before anything is asked with its access token. */
    Uni<Void> aheadUntilDurable(LeasedInstallation lease, ReceivedPair pair) {
        return insisted(lease, () -> lease.recordAhead(pair));
    }

    /** Takes it out again: it is another shop's, and must not be found there. */
    Uni<Void> refusedUntilDurable(LeasedInstallation lease, ReceivedPair pair, Actor actor) {
        return insisted(lease, () -> lease.refuseMismatch(pair.pairId(), actor));
    }

    private <T> Uni<T> insisted(LeasedInstallation lease, Supplier<Uni<T>> write) {
        underway.incrementAndGet();
        Uni<T> recording = Insistence.on(write, timers, failed -> tell(lease, failed))
                .eventually(underway::decrementAndGet)
                .memoize()
                .indefinitely();
        recording
                .subscribe()
                .with(done -> {}, failure -> LOG.errorf("a received pair cannot be recorded: %s", failure.getClass()));
        return recording;
    }

    private static void tell(LeasedInstallation lease, Insistence.Failed failed) {
        LOG.warnf(
                "a received pair of installation %s is not durable yet (%s); trying again in %s",
                lease.installation().id(), failed.failure().getMessage(), failed.pause());
    }
}
