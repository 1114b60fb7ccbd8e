package dev.tokenbroker.broker;

import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.token.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a question for a token is answered with. */
public sealed interface TokenOutcome {
    /** @param validity absent for grants that do not expire */
    record Issued(
            InstallationKey key,
            AccessToken token,
            Optional<Validity> validity,
            Scopes scopes,
            long version,
            List<Warning> warnings)
            implements TokenOutcome {}

    /** No such installation, or one without a token yet. */
    record UnknownShop() implements TokenOutcome {}

    record ReauthorizationRequired(String reason, Instant since) implements TokenOutcome {}

    record Uninstalled(Instant since) implements TokenOutcome {}

    record Suspended(Instant since, Duration retryAfter) implements TokenOutcome {}

    /** The domain belongs to another numeric shop id now. */
    record ShopMismatch() implements TokenOutcome {}

    /** This grant has nothing to renew. */
    record NotEligible() implements TokenOutcome {}

    record TooManyRequests(Duration retryAfter) implements TokenOutcome {}

    /** No token lives, and none can be had now. */
    record Unavailable(Cause cause, Duration retryAfter) implements TokenOutcome {}

    /** @param expiresIn when the answer was made */
    record Validity(Duration expiresIn, Instant expiresAt, Instant refreshAfter) {}

    record Warning(Code code, Optional<Instant> since) {
        /** Public: the {@code code} of a warning. */
        public enum Code {
            SHORT_LIVED,
            REFRESH_FAILING,
            REAUTHORIZATION_REQUIRED;

            public String label() {
                return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            }
        }
    }

    /** Whose absence it is. */
    enum Cause {
        SHOPIFY,
        APP_CREDENTIALS,
        STORE,
        KEYS,
        /** An operator's pause of renewals. */
        PAUSE
    }
}
