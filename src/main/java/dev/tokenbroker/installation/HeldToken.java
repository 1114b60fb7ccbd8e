package dev.tokenbroker.installation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The current pair's access token as the row has it.
 *
 * @param expiry absent for grants that do not expire
 */
public record HeldToken(UUID pairId, byte[] sealed, Optional<Expiry> expiry) {
    /**
     * When the token ends, in the database's time and as what was left when the row was read.
     *
     * @param granted the whole life it was granted
     * @param renewAt the planned renewal, jitter included
     */
    public record Expiry(Instant at, Duration remaining, Duration granted, Instant renewAt, Duration untilRenewal) {}
}
