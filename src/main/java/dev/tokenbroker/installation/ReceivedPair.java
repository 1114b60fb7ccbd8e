package dev.tokenbroker.installation;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A pair as it arrived, sealed. Its id is made on arrival and is part of what the seals authenticate.
 *
 * @param parent the pair whose refresh token brought it; absent for acquisitions
 * @param life absent for grants that do not expire
 * @param refreshLife absent where there is no refresh token, or its answer had no believable deadline: then its parent's
 *     stands
 * @param sentAtNanos when the request was sent, on the monotonic clock: lives count from there
 * @param confirmAfter how soon to renew a pair that came after more than one send of its parent
 * @param resent whether its parent was shown more than once under this lease
 */
public record ReceivedPair(
        UUID pairId,
        Optional<UUID> parent,
        GrantKind grant,
        byte[] sealedAccessToken,
        Optional<byte[]> sealedRefreshToken,
        Optional<Life> life,
        Optional<RefreshLife> refreshLife,
        long sentAtNanos,
        Duration confirmAfter,
        boolean resent,
        Scopes scopes,
        boolean lacksScopes,
        Optional<ShopId> shopId,
        Optional<String> secretVersion,
        Attribution attribution) {

    /** The same, with an access token that ends when the row says: what it was computed from may be lost. */
    public ReceivedPair endingAt(Instant end) {
        return new ReceivedPair(
                pairId,
                parent,
                grant,
                sealedAccessToken,
                sealedRefreshToken,
                life.map(known -> new Life(known.left(), known.granted(), known.renewBeforeEnd(), Optional.of(end))),
                refreshLife,
                sentAtNanos,
                confirmAfter,
                resent,
                scopes,
                lacksScopes,
                shopId,
                secretVersion,
                attribution);
    }

    /** The same, of the shop that its access token turned out to be of. */
    public ReceivedPair of(ShopId known) {
        return new ReceivedPair(
                pairId,
                parent,
                grant,
                sealedAccessToken,
                sealedRefreshToken,
                life,
                refreshLife,
                sentAtNanos,
                confirmAfter,
                resent,
                scopes,
                lacksScopes,
                Optional.of(known),
                secretVersion,
                attribution);
    }

    /**
     * An access token's.
     *
     * @param left from the moment the request was sent
     * @param granted whole life, as far as it is known
     * @param renewBeforeEnd planned renewal, jitter included
     * @param end overrides {@code left} where the instant is known instead
     */
    public record Life(Duration left, Duration granted, Duration renewBeforeEnd, Optional<Instant> end) {}

    /**
     * A refresh token's.
     *
     * @param keepAliveBeforeEnd when an idle one is renewed
     */
    public record RefreshLife(Duration left, Duration keepAliveBeforeEnd, Optional<Instant> end) {}

    /** What the audit record says: who, and the tokens' fingerprints. */
    public record Attribution(Actor actor, String accessToken, Optional<String> refreshToken) {}
}
