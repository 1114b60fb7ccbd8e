package dev.tokenbroker.broker;

import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.audit.Fingerprints;
import dev.tokenbroker.broker.Enrolment.End;
import dev.tokenbroker.broker.Enrolment.Expiring;
import dev.tokenbroker.broker.Enrolment.Permanent;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.ReceivedPair.Attribution;
import dev.tokenbroker.installation.ReceivedPair.Life;
import dev.tokenbroker.installation.ReceivedPair.RefreshLife;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.FreshnessPolicy;
import dev.tokenbroker.token.PairIds;
import dev.tokenbroker.token.TokenCipher;
import dev.tokenbroker.token.TokenCipher.Kind;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Turns tokens that a caller handed over into a pair for the ledger. Nobody knows when they were minted. */
@Singleton
final class HandedOver {
    private final TokenCipher cipher;
    private final FreshnessPolicy freshness;
    private final FleetFingerprints fingerprints;
    private final PairIds ids;
    private final Clock clock;

    HandedOver(
            TokenCipher cipher, FreshnessPolicy freshness, FleetFingerprints fingerprints, PairIds ids, Clock clock) {
        this.cipher = cipher;
        this.freshness = freshness;
        this.fingerprints = fingerprints;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param arrivedAt when the caller said so, on the monotonic clock: lives count from there */
    ReceivedPair pair(Expiring tokens, ShopifyApp app, Installation row, DataKey key, Actor actor, long arrivedAt) {
        UUID pairId = ids.next();
        return new ReceivedPair(
                pairId,
                Optional.empty(),
                tokens.grant(),
                seal(tokens.accessToken(), row, key, Kind.ACCESS_TOKEN, pairId),
                Optional.of(seal(tokens.refreshToken(), row, key, Kind.REFRESH_TOKEN, pairId)),
                Optional.of(life(tokens.end(), pairId)),
                Optional.of(refreshLife(tokens.refreshTokenEnd(), pairId)),
                arrivedAt,
                freshness.confirmAfter(pairId),
                false,
                tokens.scopes(),
                !tokens.scopes().cover(app.scopes()),
                tokens.shopId(),
                Optional.empty(),
                attribution(actor, tokens.accessToken(), Optional.of(tokens.refreshToken())));
    }

    ReceivedPair pair(Permanent token, ShopifyApp app, Installation row, DataKey key, Actor actor, long arrivedAt) {
        UUID pairId = ids.next();
        return new ReceivedPair(
                pairId,
                Optional.empty(),
                token.grant(),
                seal(token.accessToken(), row, key, Kind.ACCESS_TOKEN, pairId),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                arrivedAt,
                Duration.ZERO,
                false,
                token.scopes(),
                !token.scopes().cover(app.scopes()),
                Optional.empty(),
                Optional.empty(),
                attribution(actor, token.accessToken(), Optional.empty()));
    }

    /** What is left of it is planned like a life of its own: half of it ahead of need, and not a whole import at once. */
    private Life life(End end, UUID pairId) {
        Duration left = left(end);
        Duration granted = left.compareTo(FreshnessPolicy.USUAL_LIFE) > 0 ? left : FreshnessPolicy.USUAL_LIFE;
        return new Life(left, granted, left.minus(freshness.renewAfter(left, pairId)), instant(end));
    }

    /** Its age decides when it is kept alive, so it is taken for one of the usual life. */
    private RefreshLife refreshLife(End end, UUID pairId) {
        Duration usual = FreshnessPolicy.USUAL_REFRESH_TOKEN_LIFE;
        Duration keepAliveBeforeEnd = usual.minus(freshness.keepAliveAfter(usual, pairId));
        return new RefreshLife(left(end), keepAliveBeforeEnd, instant(end));
    }

    /** By this process's clock where only the instant is known: good enough to plan with, while the end itself stands. */
    private Duration left(End end) {
        Duration left =
                end instanceof End.In in ? in.duration() : Duration.between(clock.instant(), ((End.At) end).instant());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Optional<Instant> instant(End end) {
        return end instanceof End.At at ? Optional.of(at.instant()) : Optional.empty();
    }

    private byte[] seal(SecretString token, Installation row, DataKey key, Kind kind, UUID pairId) {
        return cipher.seal(token, key, row.keyContext(), kind, pairId);
    }

    private Attribution attribution(Actor actor, SecretString accessToken, Optional<SecretString> refreshToken) {
        Fingerprints names = fingerprints.get();
        return new Attribution(actor, names.of(accessToken), refreshToken.map(names::of));
    }
}
