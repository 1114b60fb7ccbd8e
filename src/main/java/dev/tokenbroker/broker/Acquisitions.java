package dev.tokenbroker.broker;

import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.broker.AcquisitionLeases.Turn;
import dev.tokenbroker.broker.AcquisitionOutcome.Acquired;
import dev.tokenbroker.broker.AcquisitionOutcome.Unavailable;
import dev.tokenbroker.broker.AcquisitionOutcome.Unchanged;
import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeysUnavailableException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Exchanges what a merchant's presence gives for tokens, under the same lease as every renewal: at Shopify each retires what
 * the other brings. Goes on whether anybody waits or not, and nothing is spent before there is a data key to seal its yield.
 */
@Singleton
public final class Acquisitions {
    /** A grant that Shopify confirmed within this time is taken for the living one. */
    private static final Duration CONFIRMED = Duration.ofHours(1);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final RenewalParts parts;
    private final AcquisitionLeases leases;
    private final DataKeys keys;
    private final FleetFingerprints fingerprints;
    private final Holdings holdings;
    private final AtomicInteger underway = new AtomicInteger();

    Acquisitions(
            RenewalParts parts,
            AcquisitionLeases leases,
            DataKeys keys,
            FleetFingerprints fingerprints,
            Holdings holdings) {
        this.parts = parts;
        this.leases = leases;
        this.keys = keys;
        this.fingerprints = fingerprints;
        this.holdings = holdings;
    }

    /** How many that were begun are not over. */
    int underway() {
        return underway.get();
    }

    /** @param actor as the audit record names it */
    public Uni<AcquisitionOutcome> acquire(ShopifyApp app, ShopDomain shop, Acquisition what, Actor actor) {
        if (app.secrets().isEmpty()) {
            return Uni.createFrom().item(new Unavailable(Cause.APP_CREDENTIALS, SOON, true));
        }
        underway.incrementAndGet();
        return Detached.begin(begun(app, new InstallationKey(app.name(), shop), what, actor)
                        .onTermination()
                        .invoke(underway::decrementAndGet))
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(() -> new Unavailable(Cause.STORE, SOON, false));
    }

    private Uni<AcquisitionOutcome> begun(ShopifyApp app, InstallationKey key, Acquisition what, Actor actor) {
        return fingerprints
                .ready()
                .chain(() -> leases.row(key))
                .flatMap(row -> keys.of(row).flatMap(dataKey -> inTurn(app, row, dataKey, what, actor)))
                .onFailure(KeysUnavailableException.class)
                .recoverWithItem(() -> new Unavailable(Cause.KEYS, SOON, true))
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(() -> new Unavailable(Cause.STORE, SOON, true));
    }

    private Uni<AcquisitionOutcome> inTurn(
            ShopifyApp app, Installation row, DataKey key, Acquisition what, Actor actor) {
        return leases.take(row, what.kind(), now -> what.contentWithLiving() && living(now))
                .flatMap(turn -> {
                    if (turn instanceof Turn.Content content) {
                        return Uni.createFrom().item(new Unchanged(content.row()));
                    }
                    return turn instanceof Turn.Ours ours
                            ? new Exchange(parts, app, ours.lease(), key, what, actor)
                                    .go(ours.askedAtNanos())
                                    .call(this::hold)
                            : Uni.createFrom().item(new Unavailable(Cause.SHOPIFY, leases.lease(), true));
                });
    }

    private static boolean living(Installation row) {
        return row.state() == InstallationState.ACTIVE
                && row.grant() == GrantKind.EXPIRING
                && row.token().isPresent()
                && row.confirmation().within(CONFIRMED);
    }

    private Uni<?> hold(AcquisitionOutcome outcome) {
        return outcome instanceof Acquired acquired
                ? holdings.take(acquired.installation())
                : Uni.createFrom().voidItem();
    }
}
