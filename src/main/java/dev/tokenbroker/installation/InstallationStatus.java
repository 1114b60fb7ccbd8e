package dev.tokenbroker.installation;

import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopId;
import java.time.Instant;
import java.util.Optional;

/** What an operator sees of an installation: nothing that is secret, and nothing that only the protocol needs. */
public record InstallationStatus(
        InstallationKey key,
        Optional<ShopId> shopId,
        InstallationState state,
        Optional<String> stateReason,
        GrantKind grant,
        Scopes scopes,
        long version,
        Optional<Instant> accessTokenExpiresAt,
        Optional<Instant> refreshTokenExpiresAt,
        Optional<Instant> lastRefreshedAt,
        Optional<Instant> failingSince,
        Optional<FailureCause> lastFailure,
        Instant createdAt,
        Instant updatedAt) {}
