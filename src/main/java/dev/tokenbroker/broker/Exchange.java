package dev.tokenbroker.broker;

import dev.tokenbroker.app.ClientSecret;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.broker.AcquisitionOutcome.Acquired;
import dev.tokenbroker.broker.AcquisitionOutcome.ShopMismatch;
import dev.tokenbroker.broker.AcquisitionOutcome.SubjectRefused;
import dev.tokenbroker.broker.AcquisitionOutcome.Unavailable;
import dev.tokenbroker.broker.Arrival.Request;
import dev.tokenbroker.broker.Intake.Taken;
import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.AppRefused;
import dev.tokenbroker.token.TokenAnswer.Doubt;
import dev.tokenbroker.token.TokenAnswer.Granted;
import dev.tokenbroker.token.TokenAnswer.Unclear;
import dev.tokenbroker.token.TokenRequest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** One acquisition under a lease. */
final class Exchange {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofMinutes(1);

    private final RenewalParts parts;
    private final ShopifyApp app;
    private final LeasedInstallation lease;
    private final DataKey key;
    private final Acquisition what;
    private final Actor actor;

    Exchange(RenewalParts parts, ShopifyApp app, LeasedInstallation lease, DataKey key, Acquisition what, Actor actor) {
        this.parts = parts;
        this.app = app;
        this.lease = lease;
        this.key = key;
        this.what = what;
        this.actor = actor;
    }

    /** @param leasedAt when the lease was asked for */
    Uni<AcquisitionOutcome> go(long leasedAt) {
        return send(0, leasedAt);
    }

    private Installation row() {
        return lease.installation();
    }

    private Uni<AcquisitionOutcome> send(int secretIndex, long leasedAt) {
        if (!parts.budget().allows(leasedAt)) {
            return settle(nothingSent(Duration.ZERO), new Unavailable(Cause.STORE, SOON, true));
        }
        ClientSecret secret = app.secrets().get(secretIndex);
        Request request =
                new Request(app, secret, Optional.empty(), parts.ticker().nanos(), actor);
        return parts.endpoint()
                .send(new TokenRequest(app, secret, row().key().shop(), what.grant()), answer -> late(answer, request))
                .flatMap(answer -> {
                    if (answer instanceof Granted granted) {
                        return receive(granted, request);
                    }
                    return answer instanceof AppRefused
                                    && secretIndex + 1 < app.secrets().size()
                            ? withOlderSecret(secretIndex + 1)
                            : conclude(answer);
                });
    }

    private Uni<AcquisitionOutcome> withOlderSecret(int secretIndex) {
        long leasedAt = parts.ticker().nanos();
        return lease.extend()
                .flatMap(ours -> ours
                        ? send(secretIndex, leasedAt)
                        : Uni.createFrom().item(new Unavailable(Cause.STORE, SOON, true)));
    }

    private void late(TokenAnswer answer, Request request) {
        parts.keepLate(answer, row(), granted -> receive(granted, request));
    }

    private Uni<AcquisitionOutcome> receive(Granted granted, Request request) {
        parts.health().succeeded(app, row());
        return parts.intake()
                .take(lease, parts.arrival().receive(granted, request, row(), key), granted.accessToken(), actor)
                .map(Exchange::outcome);
    }

    private static AcquisitionOutcome outcome(Taken taken) {
        if (taken instanceof Taken.In in) {
            return new Acquired(in.installation());
        }
        return taken instanceof Taken.OfAnotherShop ? new ShopMismatch() : new Unavailable(Cause.STORE, SOON, false);
    }

    /** Nothing is held against the installation: what was refused or lost is the merchant's, who is present. */
    private Uni<AcquisitionOutcome> conclude(TokenAnswer answer) {
        parts.health().failed(app, row(), answer);
        if (answer instanceof TokenAnswer.SubjectRefused) {
            return settle(nothingSent(LATER), new SubjectRefused());
        }
        if (answer instanceof AppRefused) {
            return settle(nothingSent(LATER), new Unavailable(Cause.APP_CREDENTIALS, LATER, true));
        }
        if (answer instanceof Unclear unclear) {
            return unclear(unclear);
        }
        return settle(nothingSent(LATER), new Unavailable(Cause.SHOPIFY, LATER, true));
    }

    private Uni<AcquisitionOutcome> unclear(Unclear unclear) {
        Duration wait = unclear.retryAfter().orElse(SOON);
        boolean unspent = unclear.doubt() == Doubt.NOT_SENT || unclear.doubt() == Doubt.THROTTLED;
        Settlement settlement = nothingSent(wait);
        return settle(
                unclear.doubt() == Doubt.TIMED_OUT ? settlement.keepingLease() : settlement,
                new Unavailable(Cause.SHOPIFY, wait, unspent));
    }

    private Settlement nothingSent(Duration retryIn) {
        return Settlement.nothingSent(retryIn, Optional.empty(), actor);
    }

    /** What Shopify said holds though it cannot be noted: the lease ends by itself. */
    private Uni<AcquisitionOutcome> settle(Settlement settlement, AcquisitionOutcome outcome) {
        return lease.settle(settlement)
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(Optional.empty())
                .replaceWith(outcome);
    }
}
