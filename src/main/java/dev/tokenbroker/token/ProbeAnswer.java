package dev.tokenbroker.token;

import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;

/** What the Admin API says to a token. */
public sealed interface ProbeAnswer {
    /**
     * The token works.
     *
     * @param domain the shop's own name for itself: another than the one that was asked, where it was renamed
     */
    record Identified(ShopId id, ShopDomain domain, Scopes scopes) implements ProbeAnswer {}

    /** The token is not taken any more, neither here nor anywhere. */
    record TokenRefused() implements ProbeAnswer {}

    /** Frozen or locked. */
    record ShopSuspended() implements ProbeAnswer {}

    record ShopNotFound() implements ProbeAnswer {}

    /** Not answered, not understood, or refused for a reason that lies beside the token. */
    record Unclear() implements ProbeAnswer {}
}
