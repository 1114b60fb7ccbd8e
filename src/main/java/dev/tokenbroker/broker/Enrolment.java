package dev.tokenbroker.broker;

import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tokens that a caller hands over. */
public sealed interface Enrolment {
    GrantKind grant();

    /**
     * A rotating pair.
     *
     * @param end of the access token; may lie in the past: an old table's expired token is the normal case
     * @param refreshTokenEnd of the refresh token
     */
    record Expiring(
            SecretString accessToken,
            SecretString refreshToken,
            End end,
            End refreshTokenEnd,
            Scopes scopes,
            Optional<ShopId> shopId)
            implements Enrolment {
        @Override
        public GrantKind grant() {
            return GrantKind.EXPIRING;
        }
    }

    /** A token that does not expire: {@link GrantKind#LEGACY} or {@link GrantKind#STATIC}. */
    record Permanent(GrantKind grant, SecretString accessToken, Scopes scopes) implements Enrolment {}

    /** Nothing is handed over: the broker asks Shopify at the first read. */
    record ClientCredentials() implements Enrolment {
        @Override
        public GrantKind grant() {
            return GrantKind.CLIENT_CREDENTIALS;
        }
    }

    /** When a token ends: so long from now, or at an instant. */
    sealed interface End {
        record In(Duration duration) implements End {}

        record At(Instant instant) implements End {}
    }
}
