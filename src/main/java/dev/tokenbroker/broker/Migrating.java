package dev.tokenbroker.broker;

import dev.tokenbroker.app.ClientSecret;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.broker.Arrival.Request;
import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.LeasedInstallation.MigrationBegun;
import dev.tokenbroker.installation.LeasedInstallation.Step;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.ProbeAnswer;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.Doubt;
import dev.tokenbroker.token.TokenAnswer.Granted;
import dev.tokenbroker.token.TokenAnswer.SubjectRefused;
import dev.tokenbroker.token.TokenAnswer.Unclear;
import dev.tokenbroker.token.TokenCipher.Kind;
import dev.tokenbroker.token.TokenRequest;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * One attempt under a lease to exchange a legacy token for an expiring pair. That it is sent, and with which client secret, is
 * durable before it is sent: from then on the token is taken for dead, and an answer that was lost is asked for again with the
 * same token and secret, which Shopify answers with the same pair for seven days.
 */
final class Migrating {
    /** Whoever reads waits meanwhile, and Shopify answers the same with the same pair. */
    private static final int RESENDS = 2;

    private final RenewalParts parts;
    private final ShopifyApp app;
    private final LeasedInstallation lease;
    private final DataKey key;
    private final Trigger trigger;
    private final long leasedAt;

    /** @param claimSentAt when the claim was sent: the lease cannot end before it was asked for */
    Migrating(
            RenewalParts parts,
            ShopifyApp app,
            LeasedInstallation lease,
            DataKey key,
            Trigger trigger,
            long claimSentAt) {
        this.parts = parts;
        this.app = app;
        this.lease = lease;
        this.key = key;
        this.trigger = trigger;
        this.leasedAt = claimSentAt;
    }

    Uni<Attempted> go() {
        HeldToken held = row().token().orElseThrow();
        Optional<SecretString> token =
                parts.cipher().open(held.sealed(), key, row().keyContext(), Kind.ACCESS_TOKEN, held.pairId());
        if (token.isEmpty()) {
            return settle(parts.endings().sealsBroken(row(), trigger));
        }
        AccessToken legacy = new AccessToken(token.get());
        return lease.beginMigration(app.secretVersion())
                .flatMap(begun ->
                        begun.map(now -> send(legacy, now, leasedAt, RESENDS)).orElseGet(this::reread));
    }

    private Installation row() {
        return lease.installation();
    }

    private Uni<Attempted> send(AccessToken legacy, MigrationBegun begun, long leaseAskedAt, int resends) {
        if (!parts.budget().allows(leaseAskedAt)) {
            return settle(undone(parts.endings().outOfTime(trigger, Optional.empty()), begun));
        }
        ClientSecret secret = secret(begun);
        Request request =
                new Request(app, secret, Optional.empty(), parts.ticker().nanos(), trigger.actor());
        return parts.endpoint()
                .send(
                        new TokenRequest(app, secret, row().key().shop(), new TokenRequest.Migration(legacy)),
                        answer -> late(answer, request))
                .flatMap(answer -> {
                    if (answer instanceof Granted granted) {
                        return receive(granted, request);
                    }
                    if (answer instanceof SubjectRefused) {
                        return refused(legacy);
                    }
                    return resends > 0 && lostOnTheWay(answer)
                            ? again(legacy, begun, resends - 1)
                            : conclude(answer, begun);
                });
    }

    /** Shopify is not working on it any more, and may have done it. */
    private static boolean lostOnTheWay(TokenAnswer answer) {
        return answer instanceof Unclear unclear
                && (unclear.doubt() == Doubt.CONNECTION_LOST
                        || unclear.doubt() == Doubt.SERVER_ERROR
                        || unclear.doubt() == Doubt.NOT_UNDERSTOOD);
    }

    private Uni<Attempted> again(AccessToken legacy, MigrationBegun begun, int resends) {
        long askedAt = parts.ticker().nanos();
        MigrationBegun before = new MigrationBegun(begun.secretVersion(), true);
        return lease.extend().flatMap(ours -> ours ? send(legacy, before, askedAt, resends) : reread());
    }

    /** The one that the first sending named; where it is configured no more, the current one is all there is. */
    private ClientSecret secret(MigrationBegun begun) {
        return app.secrets().stream()
                .filter(secret -> secret.version().equals(begun.secretVersion()))
                .findFirst()
                .orElseGet(() -> app.secrets().get(0));
    }

    private void late(TokenAnswer answer, Request request) {
        parts.keepLate(answer, row(), granted -> receive(granted, request));
    }

    private Uni<Attempted> receive(Granted granted, Request request) {
        parts.health().succeeded(app, row());
        return parts.intake()
                .take(
                        lease,
                        parts.arrival().receive(granted, request, row(), key),
                        granted.accessToken(),
                        trigger.actor())
                .flatMap(taken -> taken instanceof Intake.Taken.In in
                        ? Uni.createFrom().item(Attempted.now(in.installation()))
                        : reread());
    }

    /**
     * Shopify does not exchange it. A token that still works was never exchanged, and is none that can be; of one that does not,
     * the pair may have come to the ledger by another way.
     */
    private Uni<Attempted> refused(AccessToken legacy) {
        return parts.probe().probe(row().key().shop(), legacy).flatMap(answer -> {
            if (answer instanceof ProbeAnswer.Identified) {
                return settle(parts.endings().notMigratable(trigger));
            }
            return answer instanceof ProbeAnswer.TokenRefused
                    ? walk()
                    : settle(parts.endings().migrationRefused(trigger));
        });
    }

    private Uni<Attempted> walk() {
        long askedAt = parts.ticker().nanos();
        return lease.afterRefusalOf(row().token().orElseThrow().pairId()).flatMap(step -> {
            if (step instanceof Step.Next next) {
                return new Walk(parts, app, lease, key, trigger, askedAt).from(next.candidate());
            }
            return step instanceof Step.Overtaken
                    ? reread()
                    : settle(parts.endings().migrationDead(trigger));
        });
    }

    private Uni<Attempted> conclude(TokenAnswer answer, MigrationBegun begun) {
        parts.health().failed(app, row(), answer);
        parts.metrics().failed(app.name(), answer);
        Settlement settlement = parts.endings().of(answer, row(), trigger, Optional.empty());
        boolean withoutEffect =
                !(answer instanceof Unclear unclear) || unclear.doubt().certainlyWithoutEffect();
        return settle(withoutEffect ? undone(settlement, begun) : settlement);
    }

    /** What was sent before may have had its effect. */
    private static Settlement undone(Settlement settlement, MigrationBegun begun) {
        return begun.again() ? settlement : settlement.withoutMigration();
    }

    private Uni<Attempted> settle(Settlement settlement) {
        return lease.settle(settlement)
                .flatMap(now -> now.isPresent() ? Uni.createFrom().item(Attempted.now(now)) : reread());
    }

    private Uni<Attempted> reread() {
        return parts.store().find(row().key()).map(Attempted::now);
    }
}
