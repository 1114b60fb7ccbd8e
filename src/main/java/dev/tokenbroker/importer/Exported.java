package dev.tokenbroker.importer;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.ShopDomain;
import java.time.Instant;
import java.util.Optional;

/** What one row of an export is. */
sealed interface Exported {
    /** An offline token that does not expire. */
    record Legacy(ShopDomain shop, SecretString accessToken, String scope) implements Exported {}

    /**
     * A rotating pair.
     *
     * @param expires absent where nobody knows: then it counts as expired
     */
    record Expiring(
            ShopDomain shop,
            SecretString accessToken,
            SecretString refreshToken,
            Optional<Instant> expires,
            Instant refreshTokenExpires,
            String scope)
            implements Exported {}

    /** Nothing that the broker could take over, and rightly there. */
    record Skipped(String reason) implements Exported {}

    /** Should be taken over and cannot; {@code detail} names columns, never values. */
    record Refused(Optional<ShopDomain> shop, String detail) implements Exported {}
}
