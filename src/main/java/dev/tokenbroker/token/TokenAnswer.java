package dev.tokenbroker.token;

import dev.tokenbroker.shop.Scopes;
import java.time.Duration;
import java.util.Optional;

/** What an answer of Shopify's token endpoint means; the table that decides it stands in the {@code shopify} package. */
public sealed interface TokenAnswer {
    /**
     * New tokens.
     *
     * @param refreshToken absent for client credentials
     * @param life from the moment that the request was sent
     * @param refreshTokenLife absent where the answer had none that can be believed: the old deadline stands
     * @param suspicious whether a lifetime was missing or absurd, and {@code life} is our own careful guess
     */
    record Granted(
            AccessToken accessToken,
            Optional<RefreshToken> refreshToken,
            Duration life,
            Optional<Duration> refreshTokenLife,
            Scopes scopes,
            boolean suspicious)
            implements TokenAnswer {}

    /** This refresh token will never be accepted again. Says nothing about the others of the ledger. */
    record RefreshTokenDead() implements TokenAnswer {}

    /** This code, ID token or non-expiring token will not be exchanged: spent, stale, or not of the kind. */
    record SubjectRefused() implements TokenAnswer {}

    /** Our app, not this installation, may be the one refused. */
    record AppRefused() implements TokenAnswer {}

    /** The shop is frozen or locked. */
    record ShopSuspended() implements TokenAnswer {}

    /** No shop answers at this domain: gone, renamed, or mistyped. */
    record ShopNotFound() implements TokenAnswer {}

    /** Shopify may or may not have rotated: the same refresh token has to be shown again. */
    record Unclear(Doubt doubt, Optional<Duration> retryAfter) implements TokenAnswer {}

    /** Why an answer is unclear. */
    enum Doubt {
        /** Nothing left this process: certainly not rotated. */
        NOT_SENT,
        /** Refused by a limit; somebody in front of Shopify may say so of an answer, too. */
        THROTTLED,
        /** No answer within our time; Shopify may still be working on the request. */
        TIMED_OUT,
        /** The connection broke after the request was sent. */
        CONNECTION_LOST,
        /** A 5xx, which may come after Shopify rotated (520 did). */
        SERVER_ERROR,
        /** A 200 that is not the JSON of tokens, a redirect, or a refusal that we do not know. */
        NOT_UNDERSTOOD;

        /** Whether the request certainly had no effect. */
        public boolean certainlyWithoutEffect() {
            return this == NOT_SENT;
        }
    }
}
