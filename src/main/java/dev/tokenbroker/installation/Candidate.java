package dev.tokenbroker.installation;

import java.util.UUID;

/**
 * A refresh token that may be shown to Shopify under the lease.
 *
 * @param resent whether it may have been shown before
 */
public record Candidate(UUID pairId, byte[] sealedRefreshToken, boolean resent) {}
