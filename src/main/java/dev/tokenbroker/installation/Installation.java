package dev.tokenbroker.installation;

import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.token.KeyContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An installation as its row was at one moment. Durations are counted from that moment by the database's clock, and so from
 * {@code askedAtNanos} at the earliest.
 *
 * @param stateReason why it is not active
 * @param version counts the pairs; 0 before the first
 * @param renewableIn how long the row forbids a renewal: a lease under way, a back-off, or a pair too young; zero if it
 *     does not
 * @param migrationSecret the version of the client secret with which the migration of a legacy grant was sent; from then on its
 *     token is taken for dead, and the same is sent again until an answer is recorded
 * @param askedAtNanos when the database was asked, on the monotonic clock: an answer may lie about for a while
 */
public record Installation(
        UUID id,
        InstallationKey key,
        Optional<ShopId> shopId,
        InstallationState state,
        Instant stateSince,
        Optional<String> stateReason,
        GrantKind grant,
        Scopes scopes,
        long version,
        DataKeyRef dataKey,
        Optional<HeldToken> token,
        Optional<Instant> refreshTokenExpiresAt,
        Duration renewableIn,
        Duration leasedFor,
        Optional<Failing> failing,
        Confirmation confirmation,
        Optional<String> migrationSecret,
        Optional<Instant> lastRefreshedAt,
        Instant createdAt,
        Instant updatedAt,
        long askedAtNanos) {

    /** Whether there is something to ask of Shopify that brings a new token. */
    public boolean renewable() {
        return grant.renewable() || migrationSecret.isPresent();
    }

    /** Erased and enrolled again, an installation has another data key. */
    public boolean isSameLifeAs(Installation other) {
        return dataKey.id().equals(other.dataKey.id());
    }

    public KeyContext keyContext() {
        return KeyContext.ofInstallation(key.app(), id);
    }
}
