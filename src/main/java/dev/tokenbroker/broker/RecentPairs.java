package dev.tokenbroker.broker;

import dev.tokenbroker.installation.DatabaseHistory;
import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.LeasedInstallation.Recorded;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the pairs that this process recorded within the last minutes, sealed, and writes them into the ledger again when
 * the database has moved to another history: a standby that lagged never heard of them.
 */
@Singleton
final class RecentPairs {
    private static final Logger LOG = Logger.getLogger(RecentPairs.class);
    private static final Duration KEPT = Duration.ofMinutes(10);
    /** Eight minutes of renewals at the usual ceiling, and 20 MB of memory. */
    static final int MOST = 10_000;

    private final DatabaseHistory history;
    private final Ticker ticker;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private Optional<String> known = Optional.empty();

    private record Kept(LeasedInstallation lease, ReceivedPair pair, long atNanos) {}

    RecentPairs(DatabaseHistory history, Ticker ticker) {
        this.history = history;
        this.ticker = ticker;
    }

    void keep(LeasedInstallation lease, ReceivedPair pair, Recorded recorded) {
        if (recorded instanceof Recorded.Current current) {
            ReceivedPair ending = current.installation()
                    .token()
                    .flatMap(HeldToken::expiry)
                    .map(expiry -> pair.endingAt(expiry.at()))
                    .orElse(pair);
            add(lease, ending);
        } else if (recorded instanceof Recorded.InLedger) {
            add(lease, pair);
        }
    }

    /** The oldest goes first, whatever a cache would think worth keeping: it is the newest that a standby lacks. */
    private synchronized void add(LeasedInstallation lease, ReceivedPair pair) {
        letOldGo();
        if (kept.size() == MOST) {
            kept.removeFirst();
        }
        kept.addLast(new Kept(lease, pair, ticker.nanos()));
    }

    private void letOldGo() {
        long now = ticker.nanos();
        while (!kept.isEmpty() && now - kept.peekFirst().atNanos() > KEPT.toNanos()) {
            kept.removeFirst();
        }
    }

    private synchronized List<Kept> all() {
        letOldGo();
        return List.copyOf(kept);
    }

    /** Looks which history the database is on. A restoration that fails is begun again at the next look. */
    Uni<Void> look() {
        return history.current().flatMap(now -> {
            if (now.isEmpty() || known.isEmpty() || known.equals(now)) {
                known = now.or(() -> known);
                return Uni.createFrom().voidItem();
            }
            LOG.warnf(
                    "the database went from history %s to %s: writing the pairs of the last %s again",
                    known.get(), now.get(), KEPT);
            return restore().invoke(() -> known = now);
        });
    }

    private Uni<Void> restore() {
        return Multi.createFrom()
                .iterable(all())
                .onItem()
                .transformToUniAndConcatenate(one -> one.lease().restore(one.pair()))
                .onItem()
                .ignoreAsUni();
    }
}
