package dev.tokenbroker.broker;

import dev.tokenbroker.app.ClientSecret;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.broker.Arrival.Request;
import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.LeasedInstallation.Recorded;
import dev.tokenbroker.installation.LeasedInstallation.Step;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.RefreshToken;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.AppRefused;
import dev.tokenbroker.token.TokenAnswer.Granted;
import dev.tokenbroker.token.TokenAnswer.RefreshTokenDead;
import dev.tokenbroker.token.TokenCipher.Kind;
import dev.tokenbroker.token.TokenRequest;
import dev.tokenbroker.token.TokenRequest.ClientCredentials;
import dev.tokenbroker.token.TokenRequest.Grant;
import dev.tokenbroker.token.TokenRequest.Refresh;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * One attempt under a lease. Which of several refresh tokens lives cannot be computed, so it is tried: the current one
 * first, then the newest, one step further only where Shopify says that this one is dead. Anything else ends the walk, and
 * the next walk starts at the same token.
 */
final class Walk {
    private static final Logger LOG = Logger.getLogger(Walk.class);

    private final RenewalParts parts;
    private final ShopifyApp app;
    private final LeasedInstallation lease;
    private final DataKey key;
    private final Trigger trigger;
    private final long startedAt;
    /** A token whose seal does not open was never refused by Shopify: with it in the ledger nobody is dead. */
    private boolean skippedSealed;

    private boolean walked;

    /** @param claimSentAt when the claim was sent: the lease cannot end before it was asked for */
    Walk(RenewalParts parts, ShopifyApp app, LeasedInstallation lease, DataKey key, Trigger trigger, long claimSentAt) {
        this.parts = parts;
        this.app = app;
        this.lease = lease;
        this.key = key;
        this.trigger = trigger;
        this.startedAt = claimSentAt;
    }

    Uni<Attempted> go() {
        if (row().grant() == GrantKind.CLIENT_CREDENTIALS) {
            return send(Optional.empty(), new ClientCredentials(), 0, startedAt);
        }
        return lease.firstCandidate()
                .map(this::from)
                .orElseGet(() -> settle(parts.endings().nothingToShow(trigger)));
    }

    /** Begins at another candidate than the one that the claim found. */
    Uni<Attempted> from(Candidate candidate) {
        return show(candidate, startedAt);
    }

    private Installation row() {
        return lease.installation();
    }

    private Uni<Attempted> show(Candidate candidate, long leasedAt) {
        Optional<SecretString> token = parts.cipher()
                .open(candidate.sealedRefreshToken(), key, row().keyContext(), Kind.REFRESH_TOKEN, candidate.pairId());
        if (token.isEmpty()) {
            skippedSealed = true;
            return next(candidate.pairId());
        }
        return send(Optional.of(candidate), new Refresh(new RefreshToken(token.get())), 0, leasedAt);
    }

    /** @param leasedAt when the lease was last asked for: what is left of it must outlast the call */
    private Uni<Attempted> send(Optional<Candidate> candidate, Grant grant, int secretIndex, long leasedAt) {
        if (!parts.budget().allows(leasedAt)) {
            return settle(parts.endings().outOfTime(trigger, candidate));
        }
        ClientSecret secret = app.secrets().get(secretIndex);
        long sentAt = parts.ticker().nanos();
        Request request = new Request(app, secret, candidate, sentAt, trigger.actor());
        return parts.endpoint()
                .send(new TokenRequest(app, secret, row().key().shop(), grant), answer -> late(answer, request))
                .invoke(answer ->
                        parts.metrics().answered(app.name(), parts.ticker().nanos() - sentAt))
                .flatMap(answer -> {
                    if (answer instanceof Granted granted) {
                        return receive(granted, request);
                    }
                    if (answer instanceof RefreshTokenDead && candidate.isPresent()) {
                        walked = true;
                        return next(candidate.get().pairId());
                    }
                    if (answer instanceof AppRefused
                            && secretIndex + 1 < app.secrets().size()) {
                        return withOlderSecret(candidate, grant, secretIndex + 1);
                    }
                    return conclude(answer, candidate);
                });
    }

    /** The lease is kept until its end after a time-out, so the pair still becomes the current one; else the ledger has it. */
    private void late(TokenAnswer answer, Request request) {
        parts.keepLate(answer, row(), granted -> receive(granted, request));
    }

    private Uni<Attempted> receive(Granted granted, Request request) {
        if (granted.suspicious()) {
            LOG.warnf(
                    "Shopify granted app %s tokens for %s with odd or missing lifetimes",
                    app.name(), row().key().shop());
        }
        parts.health().succeeded(app, row());
        if (!request.secret().version().equals(app.secretVersion())) {
            parts.health().previousSecretTaken(app);
        }
        return parts.recording()
                .untilDurable(lease, parts.arrival().receive(granted, request, row(), key))
                .flatMap(recorded -> recorded(recorded, request));
    }

    private Uni<Attempted> recorded(Recorded recorded, Request request) {
        if (recorded instanceof Recorded.Current current) {
            parts.metrics().refreshed(app.name(), walked);
            request.candidate().ifPresent(proven -> parts.prune(current.installation(), proven.pairId()));
            return Uni.createFrom().item(Attempted.now(current.installation()));
        }
        parts.metrics().refreshed(app.name(), true);
        return recorded instanceof Recorded.InLedger ledger
                ? Uni.createFrom().item(Attempted.now(ledger.installation()))
                : reread();
    }

    private Uni<Attempted> next(UUID refused) {
        long leasedAt = parts.ticker().nanos();
        return lease.afterRefusalOf(refused).flatMap(step -> {
            if (step instanceof Step.Next next) {
                return show(next.candidate(), leasedAt);
            }
            if (step instanceof Step.TooYoung) {
                return settle(parts.endings().nothingToShow(trigger));
            }
            return step instanceof Step.Overtaken ? reread() : exhausted();
        });
    }

    private Uni<Attempted> exhausted() {
        if (skippedSealed) {
            return settle(parts.endings().sealsBroken(row(), trigger));
        }
        parts.metrics().rejected(app.name());
        boolean appDoubted = parts.health().walkFailed(app, row()) || trigger.canary();
        return appDoubted
                ? settle(parts.endings().appDoubted(trigger))
                : parts.health()
                        .standing(app, row())
                        .flatMap(standing -> settle(parts.endings().allRefused(trigger, standing)));
    }

    private Uni<Attempted> withOlderSecret(Optional<Candidate> candidate, Grant grant, int secretIndex) {
        long leasedAt = parts.ticker().nanos();
        return lease.extend().flatMap(ours -> ours ? send(candidate, grant, secretIndex, leasedAt) : reread());
    }

    private Uni<Attempted> conclude(TokenAnswer answer, Optional<Candidate> candidate) {
        parts.health().failed(app, row(), answer);
        parts.metrics().failed(app.name(), answer);
        return settle(parts.endings().of(answer, row(), trigger, candidate));
    }

    private Uni<Attempted> settle(Settlement settlement) {
        return lease.settle(settlement)
                .flatMap(now -> now.isPresent() ? Uni.createFrom().item(Attempted.now(now)) : reread())
                .map(attempted -> settlement
                        .failure()
                        .filter(cause -> cause == FailureCause.KEYS_UNAVAILABLE)
                        .map(cause -> new Attempted(attempted.row(), Optional.of(cause)))
                        .orElse(attempted));
    }

    private Uni<Attempted> reread() {
        return parts.store().find(row().key()).map(Attempted::now);
    }
}
