package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeysUnavailableException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Renews an installation at most once at a time in this process, however many ask; and once in the fleet, by the claim. Nobody
 * who leaves cancels it.
 *
 * <p>The order is fixed: permit, then data key in memory, then claim, then send. Whoever lacks the key leaves the row to
 * others.
 */
@Singleton
public final class Renewals {
    private static final Duration GLANCE = Duration.ofMillis(150);

    private final RenewalParts parts;
    private final Apps apps;
    private final DataKeys keys;
    private final FleetFingerprints fingerprints;
    private final Holdings holdings;
    private final Paces paces;
    private final Timers timers;
    private final Terms terms;
    private final Map<UUID, Underway> underway = new ConcurrentHashMap<>();

    private record Underway(long begunAt, Uni<Attempted> renewal) {}

    /**
     * @param owner this replica's name in a lease
     * @param settle age at which a renewed pair may be renewed
     */
    public record Terms(String owner, Duration lease, Duration settle) {
        /** Of a row just read. */
        Claim claim(Installation row, Claim.Kind kind, long knownVersion, boolean forced, boolean canary) {
            return new Claim(
                    row.id(),
                    row.dataKey().id(),
                    kind,
                    row.version(),
                    knownVersion,
                    owner,
                    lease,
                    settle,
                    forced,
                    canary);
        }
    }

    Renewals(
            RenewalParts parts,
            Apps apps,
            DataKeys keys,
            FleetFingerprints fingerprints,
            Holdings holdings,
            Paces paces,
            Timers timers,
            Terms terms) {
        this.parts = parts;
        this.apps = apps;
        this.keys = keys;
        this.fingerprints = fingerprints;
        this.holdings = holdings;
        this.paces = paces;
        this.timers = timers;
        this.terms = terms;
    }

    int underway() {
        return underway.size();
    }

    /** How long this process has been at a renewal; zero where it is not. */
    Duration underwayFor(UUID installation) {
        Underway renewal = underway.get(installation);
        return renewal == null ? Duration.ZERO : Duration.ofNanos(parts.ticker().nanos() - renewal.begunAt());
    }

    /** Joins the renewal under way, or begins one. Goes on whether anybody listens or not. */
    Uni<Attempted> join(Installation seen, Trigger trigger) {
        return join(seen, trigger, () -> {});
    }

    /** @param taken told, as soon as it is known, that the permit is not used: somebody else is at it, or its key is away */
    Uni<Attempted> join(Installation seen, Trigger trigger, Runnable taken) {
        Uni<Attempted> ours = Uni.createFrom()
                .deferred(() -> begin(seen, trigger, taken))
                .onTermination()
                .invoke(() -> underway.remove(seen.id()))
                .memoize()
                .indefinitely();
        Underway theirs =
                underway.putIfAbsent(seen.id(), new Underway(parts.ticker().nanos(), ours));
        if (theirs != null) {
            taken.run();
            return theirs.renewal();
        }
        // begun only now: one that ends at once must find itself in the map to leave it
        ours.subscribe().with(done -> {}, failure -> {});
        return ours;
    }

    /** Whether an operator has stopped them. */
    boolean paused(Installation row) {
        return parts.pauses().cover(row);
    }

    /** Whether an operator has stopped all of the app's. */
    boolean paused(AppName app) {
        return parts.pauses().cover(app);
    }

    private Uni<Attempted> begin(Installation seen, Trigger trigger, Runnable taken) {
        return begin(seen, trigger, trigger.somebodyWaits(), taken);
    }

    /** @param queues for a permit; who does not has one */
    private Uni<Attempted> begin(Installation seen, Trigger trigger, boolean queues, Runnable taken) {
        if (paused(seen)) {
            return Uni.createFrom().item(Attempted.held(seen, FailureCause.RENEWALS_PAUSED));
        }
        AppName name = seen.key().app();
        Optional<ShopifyApp> app = apps.named(name);
        if (app.isEmpty() || app.get().secrets().isEmpty() || parts.health().open(name) && !trigger.canary()) {
            return Uni.createFrom().item(Attempted.held(seen, FailureCause.APP_CREDENTIALS_REJECTED));
        }
        Optional<Duration> turn = queues ? paces.of(name).reader() : Optional.of(Duration.ZERO);
        if (turn.isEmpty()) {
            return Uni.createFrom().item(Attempted.held(seen, FailureCause.SHOPIFY_THROTTLED));
        }
        return timers.after(turn.get())
                .chain(fingerprints::ready)
                .chain(() -> keys.of(seen))
                .onFailure(KeysUnavailableException.class)
                .invoke(failure -> taken.run())
                .flatMap(key -> claim(seen, app.get(), key, trigger, taken))
                .onFailure(KeysUnavailableException.class)
                .recoverWithItem(() -> Attempted.held(seen, FailureCause.KEYS_UNAVAILABLE));
    }

    /** It may have waited for its turn, and been paused meanwhile. */
    private Uni<Attempted> claim(Installation seen, ShopifyApp app, DataKey key, Trigger trigger, Runnable taken) {
        if (paused(seen)) {
            return Uni.createFrom().item(Attempted.held(seen, FailureCause.RENEWALS_PAUSED));
        }
        long sentAt = parts.ticker().nanos();
        Claim.Kind kind = seen.grant() == GrantKind.LEGACY ? Claim.Kind.MIGRATION : Claim.Kind.RENEWAL;
        Claim claim = terms.claim(seen, kind, holdings.knownVersion(seen.key()), trigger.forced(), trigger.canary());
        return parts.store()
                .claim(claim)
                .flatMap(lease -> lease.map(held -> attempt(held, app, key, trigger, sentAt))
                        .orElseGet(() -> {
                            taken.run();
                            return theirs(seen, trigger);
                        }));
    }

    private Uni<Attempted> attempt(
            LeasedInstallation lease, ShopifyApp app, DataKey key, Trigger trigger, long claimSentAt) {
        return lease.installation().grant() == GrantKind.LEGACY
                ? new Migrating(parts, app, lease, key, trigger, claimSentAt).go()
                : new Walk(parts, app, lease, key, trigger, claimSentAt).go();
    }

    /** Somebody else is at it: looks at the row until it has moved on or is free again, which is another turn then. */
    private Uni<Attempted> theirs(Installation seen, Trigger trigger) {
        return parts.store().find(seen.key()).flatMap(row -> {
            boolean free = row.isEmpty() || row.get().leasedFor().isZero();
            if (row.isPresent() && row.get().version() != seen.version() && free && due(row.get())) {
                return begin(row.get(), trigger, true, () -> {});
            }
            boolean underWay = !free
                    && row.get().version() == seen.version()
                    && row.get().renewableIn().isZero();
            return underWay
                    ? timers.after(GLANCE).chain(() -> theirs(seen, trigger))
                    : Uni.createFrom().item(Attempted.now(row));
        });
    }

    /** An import brings what its caller held, and that may be an access token that has ended long ago. */
    private static boolean due(Installation row) {
        return row.state() == InstallationState.ACTIVE
                && row.renewableIn().isZero()
                && row.token()
                        .flatMap(HeldToken::expiry)
                        .filter(expiry -> expiry.untilRenewal().compareTo(Duration.ZERO) <= 0)
                        .isPresent();
    }
}
