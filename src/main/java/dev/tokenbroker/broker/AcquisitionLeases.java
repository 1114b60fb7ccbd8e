package dev.tokenbroker.broker;

import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;

/** A row to acquire tokens for, and the lease on it: waited for where a renewal is under way, since one follows the other. */
@Singleton
final class AcquisitionLeases {
    private static final Duration GLANCE = Duration.ofMillis(150);
    private static final int GLANCES = 60;

    private final InstallationStore store;
    private final KeyService keyService;
    private final Holdings holdings;
    private final Timers timers;
    private final Ticker ticker;
    private final Renewals.Terms terms;

    AcquisitionLeases(
            InstallationStore store,
            KeyService keyService,
            Holdings holdings,
            Timers timers,
            Ticker ticker,
            Renewals.Terms terms) {
        this.store = store;
        this.keyService = keyService;
        this.holdings = holdings;
        this.timers = timers;
        this.ticker = ticker;
        this.terms = terms;
    }

    /** What came of waiting for a lease. */
    sealed interface Turn {
        /** @param askedAtNanos when the lease was asked for, on the monotonic clock */
        record Ours(LeasedInstallation lease, long askedAtNanos) implements Turn {}

        /** The row came to be as it was wanted by somebody else's doing. */
        record Content(Installation row) implements Turn {}

        record TooLong() implements Turn {}
    }

    /** For a shop that was never heard of: the data key comes before the row, and before anything is spent for it. */
    Uni<Installation> newRow(InstallationKey key) {
        return store.identify(key)
                .flatMap(id -> keyService
                        .create(KeyContext.ofInstallation(key.app(), id))
                        .flatMap(made -> store.enrol(key, id, new DataKeyRef(UUID.randomUUID(), made.wrapped()))));
    }

    Uni<Turn> take(Installation row, Claim.Kind kind, Predicate<Installation> content) {
        return take(row, kind, content, GLANCES);
    }

    private Uni<Turn> take(Installation row, Claim.Kind kind, Predicate<Installation> content, int glances) {
        if (content.test(row)) {
            return Uni.createFrom().item(new Turn.Content(row));
        }
        long askedAt = ticker.nanos();
        return store.claim(claim(row, kind)).flatMap(lease -> {
            if (lease.isPresent()) {
                return Uni.createFrom().item(new Turn.Ours(lease.get(), askedAt));
            }
            return glances == 0
                    ? Uni.createFrom().item(new Turn.TooLong())
                    : timers.after(GLANCE)
                            .chain(() -> store.find(row.key()))
                            .flatMap(now -> now.filter(other -> !other.isSameLifeAs(row))
                                            .isPresent()
                                    ? Uni.createFrom().item(new Turn.TooLong())
                                    : take(now.orElse(row), kind, content, glances - 1));
        });
    }

    private Claim claim(Installation row, Claim.Kind kind) {
        return terms.claim(row, kind, holdings.knownVersion(row.key()), false, false);
    }

    /** How long to leave alone a row whose lease could not be had. */
    Duration lease() {
        return terms.lease();
    }

    /** The row as it is now, or a new one. */
    Uni<Installation> row(InstallationKey key) {
        return store.find(key)
                .flatMap(known -> known.map(row -> Uni.createFrom().item(row)).orElseGet(() -> newRow(key)));
    }
}
