package dev.tokenbroker.broker;

import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.broker.AcquisitionLeases.Turn;
import dev.tokenbroker.broker.DataKeys.Slot;
import dev.tokenbroker.broker.Enrolment.Expiring;
import dev.tokenbroker.broker.Enrolment.Permanent;
import dev.tokenbroker.broker.EnrolmentOutcome.Enrolled;
import dev.tokenbroker.broker.EnrolmentOutcome.Unavailable;
import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes over tokens that others held until now: under the lease, into the ledger, and makes them current. A refresh token
 * that the broker has held before changes nothing, so that an import can be run again.
 */
@Singleton
public final class Enrolments {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final InstallationStore store;
    private final AcquisitionLeases leases;
    private final DataKeys keys;
    private final FleetFingerprints fingerprints;
    private final HandedOver handedOver;
    private final Recording recording;
    private final Holdings holdings;
    private final Ticker ticker;
    private final Duration patience;

    Enrolments(
            InstallationStore store,
            AcquisitionLeases leases,
            DataKeys keys,
            FleetFingerprints fingerprints,
            HandedOver handedOver,
            Recording recording,
            Holdings holdings,
            Ticker ticker,
            TokenBroker.Patience patience) {
        this.store = store;
        this.leases = leases;
        this.keys = keys;
        this.fingerprints = fingerprints;
        this.handedOver = handedOver;
        this.recording = recording;
        this.holdings = holdings;
        this.ticker = ticker;
        this.patience = patience.reader();
    }

    /**
     * @param warm whether it is about to be read
     * @param arrivedAt when it was said, on the monotonic clock: what is left of a token's life counts from there
     */
    private record Request(ShopifyApp app, Enrolment enrolment, Actor actor, boolean warm, long arrivedAt) {}

    public Uni<EnrolmentOutcome> enrol(ShopifyApp app, InstallationKey key, Enrolment enrolment, Actor actor) {
        return enrol(key, new Request(app, enrolment, actor, true, ticker.nanos()));
    }

    /** The same for one of many, most of which nobody reads for a while: it is not kept in memory. */
    public Uni<EnrolmentOutcome> enrolCold(ShopifyApp app, InstallationKey key, Enrolment enrolment, Actor actor) {
        return enrol(key, new Request(app, enrolment, actor, false, ticker.nanos()));
    }

    /** Goes on whether anybody listens or not: who leaves must not leave a lease behind. */
    private Uni<EnrolmentOutcome> enrol(InstallationKey key, Request request) {
        return orUnavailable(Uni.createFrom()
                .deferred(() -> Detached.begin(fingerprints
                        .ready()
                        .chain(() -> shopTaken(key, request.enrolment()))
                        .flatMap(taken -> taken
                                ? Uni.createFrom().item(new EnrolmentOutcome.ShopMismatch())
                                : intoRow(key, request)))));
    }

    /** What {@link #enrol} would come to; writes nothing. */
    public Uni<EnrolmentOutcome> rehearse(InstallationKey key, Enrolment enrolment) {
        return orUnavailable(shopTaken(key, enrolment)
                .flatMap(taken -> store.find(key)
                        .map(known -> taken || known.isPresent() && mismatch(known.get(), enrolment)
                                ? new EnrolmentOutcome.ShopMismatch()
                                : new EnrolmentOutcome.Enrollable(!enrolled(known)))));
    }

    private Uni<EnrolmentOutcome> orUnavailable(Uni<EnrolmentOutcome> outcome) {
        return outcome.ifNoItem()
                .after(patience)
                .recoverWithItem(() -> new Unavailable(Cause.STORE, SOON))
                .onFailure(KeysUnavailableException.class)
                .recoverWithItem(() -> new Unavailable(Cause.KEYS, SOON))
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(() -> new Unavailable(Cause.STORE, SOON));
    }

    private Uni<Boolean> shopTaken(InstallationKey key, Enrolment enrolment) {
        return said(enrolment)
                .map(shopId -> store.belongsElsewhere(key, shopId))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<EnrolmentOutcome> intoRow(InstallationKey key, Request request) {
        return store.find(key)
                .flatMap(known -> known.map(row -> Uni.createFrom().item(row))
                        .orElseGet(() -> leases.newRow(key))
                        .flatMap(row -> takeOver(row, request, !enrolled(known))));
    }

    private static Optional<ShopId> said(Enrolment enrolment) {
        return enrolment instanceof Expiring expiring ? expiring.shopId() : Optional.empty();
    }

    /** A row may be there without anything in it: an enrolment that came no further. */
    private static boolean enrolled(Optional<Installation> known) {
        return known.filter(row ->
                        row.version() > 0 && row.token().isPresent() || row.grant() == GrantKind.CLIENT_CREDENTIALS)
                .isPresent();
    }

    private Uni<EnrolmentOutcome> takeOver(Installation row, Request request, boolean created) {
        if (mismatch(row, request.enrolment())) {
            return Uni.createFrom().item(new EnrolmentOutcome.ShopMismatch());
        }
        return heldBefore(row, request.enrolment())
                .flatMap(held -> held
                        ? Uni.createFrom().item(new Enrolled(row, created))
                        : keys.of(row).flatMap(key -> underLease(row, key, request, created)));
    }

    private static boolean mismatch(Installation row, Enrolment enrolment) {
        Optional<ShopId> said = said(enrolment);
        return said.isPresent() && row.shopId().isPresent() && !said.equals(row.shopId());
    }

    private Uni<Boolean> heldBefore(Installation row, Enrolment enrolment) {
        if (enrolment instanceof Expiring expiring) {
            return store.hasHeld(row, fingerprints.get().of(expiring.refreshToken()));
        }
        if (enrolment instanceof Permanent permanent) {
            return row.grant() == permanent.grant() && row.token().isPresent()
                    ? store.isCurrent(row, fingerprints.get().of(permanent.accessToken()))
                    : Uni.createFrom().item(false);
        }
        return Uni.createFrom().item(row.grant() == GrantKind.CLIENT_CREDENTIALS);
    }

    private Uni<EnrolmentOutcome> underLease(Installation row, DataKey key, Request request, boolean created) {
        return leases.take(row, Claim.Kind.IMPORT, never -> false)
                .flatMap(turn -> turn instanceof Turn.Ours ours
                        ? record(ours.lease(), key, request)
                                .map(now -> now.<EnrolmentOutcome>map(
                                                installation -> new Enrolled(installation, created))
                                        .orElseGet(() -> new Unavailable(Cause.STORE, SOON)))
                        : Uni.createFrom().item(new Unavailable(Cause.SHOPIFY, leases.lease())));
    }

    private Uni<Optional<Installation>> record(LeasedInstallation lease, DataKey key, Request request) {
        Installation row = lease.installation();
        if (request.enrolment() instanceof Enrolment.ClientCredentials) {
            return lease.grantClientCredentials(request.actor()).call(now -> hold(now, request));
        }
        ReceivedPair pair = request.enrolment() instanceof Expiring expiring
                ? handedOver.pair(expiring, request.app(), row, key, request.actor(), request.arrivedAt())
                : handedOver.pair(
                        (Permanent) request.enrolment(), request.app(), row, key, request.actor(), request.arrivedAt());
        return recording
                .untilDurable(lease, pair)
                .chain(() -> store.find(row.key()))
                .call(now -> hold(now, request));
    }

    /** Its key too: an import of a whole fleet would fill the memory with keys that nobody asks for. */
    private void forget(Installation row) {
        holdings.forget(row.key());
        keys.forget(Slot.of(row));
    }

    /** What was there before is not served any more, either way. */
    private Uni<?> hold(Optional<Installation> row, Request request) {
        if (!request.warm()) {
            row.ifPresent(this::forget);
        }
        return row.filter(now -> request.warm())
                .<Uni<?>>map(holdings::take)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
