package dev.tokenbroker.broker;

import dev.tokenbroker.app.ClientSecret;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.audit.Fingerprints;
import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.ReceivedPair.Attribution;
import dev.tokenbroker.installation.ReceivedPair.Life;
import dev.tokenbroker.installation.ReceivedPair.RefreshLife;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.FreshnessPolicy;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.PairIds;
import dev.tokenbroker.token.TokenAnswer.Granted;
import dev.tokenbroker.token.TokenCipher;
import dev.tokenbroker.token.TokenCipher.Kind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Turns granted tokens into a pair for the ledger: gives it its id, seals it, plans its renewal. */
@Singleton
final class Arrival {
    private final TokenCipher cipher;
    private final FreshnessPolicy freshness;
    private final FleetFingerprints fingerprints;
    private final PairIds ids;

    Arrival(TokenCipher cipher, FreshnessPolicy freshness, FleetFingerprints fingerprints, PairIds ids) {
        this.cipher = cipher;
        this.freshness = freshness;
        this.fingerprints = fingerprints;
        this.ids = ids;
    }

    /**
     * @param candidate whose refresh token was shown; nothing where another right to tokens was spent
     * @param sentAtNanos when the request was sent
     */
    record Request(ShopifyApp app, ClientSecret secret, Optional<Candidate> candidate, long sentAtNanos, Actor actor) {}

    ReceivedPair receive(Granted granted, Request request, Installation row, DataKey key) {
        UUID pairId = ids.next();
        // an answer that does not say what is granted takes nothing away
        Scopes scopes = granted.scopes().handles().isEmpty() ? row.scopes() : granted.scopes();
        KeyContext context = row.keyContext();
        return new ReceivedPair(
                pairId,
                parent(request, row),
                granted.refreshToken().isPresent() ? GrantKind.EXPIRING : row.grant(),
                cipher.seal(granted.accessToken().value(), key, context, Kind.ACCESS_TOKEN, pairId),
                granted.refreshToken()
                        .map(token -> cipher.seal(token.value(), key, context, Kind.REFRESH_TOKEN, pairId)),
                Optional.of(life(granted.life(), pairId)),
                granted.refreshTokenLife().map(life -> refreshLife(life, pairId)),
                request.sentAtNanos(),
                freshness.confirmAfter(pairId),
                request.candidate().map(Candidate::resent).orElse(false),
                scopes,
                !scopes.cover(request.app().scopes()),
                Optional.empty(),
                Optional.of(request.secret().version()),
                attribution(granted, request.actor()));
    }

    /** A legacy grant's token is the parent of what it is exchanged for: it is wiped once that has been used. */
    private static Optional<UUID> parent(Request request, Installation row) {
        return request.candidate()
                .map(Candidate::pairId)
                .or(() -> row.token()
                        .filter(held -> row.grant() == GrantKind.LEGACY)
                        .map(HeldToken::pairId));
    }

    private Life life(Duration granted, UUID pairId) {
        return new Life(granted, granted, granted.minus(freshness.renewAfter(granted, pairId)), Optional.empty());
    }

    private RefreshLife refreshLife(Duration granted, UUID pairId) {
        return new RefreshLife(granted, granted.minus(freshness.keepAliveAfter(granted, pairId)), Optional.empty());
    }

    private Attribution attribution(Granted granted, Actor actor) {
        Fingerprints names = fingerprints.get();
        return new Attribution(
                actor,
                names.of(granted.accessToken().value()),
                granted.refreshToken().map(token -> names.of(token.value())));
    }
}
