package dev.tokenbroker.caller;

import dev.tokenbroker.cache.BoundedCache;
import io.quarkus.security.identity.SecurityIdentity;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;

/**
 * Tokens verified within the last minute, so that a busy caller's signature is checked once a minute and not with every
 * request. Only successes are here, by the token's hash, until the token expires or a minute has gone by; that minute is
 * also how long a key that left the JWKS goes on being believed.
 */
final class VerifiedTokens {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST = 10_000;

    private final BoundedCache<ByteBuffer, Verified> cache =
            new BoundedCache<>(MOST, verified -> LONGEST, System::nanoTime);
    private final Clock clock;

    VerifiedTokens(Clock clock) {
        this.clock = clock;
    }

    /** The identity, or null: this is the hot path. */
    SecurityIdentity find(ByteBuffer digest) {
        return cache.get(digest)
                .filter(verified -> clock.millis() < verified.untilMillis())
                .map(Verified::identity)
                .orElse(null);
    }

    /** Keeps nothing of a token that lives only by the allowance for clocks that differ. */
    void remember(ByteBuffer digest, SecurityIdentity identity, long expiresAtMillis) {
        if (clock.millis() < expiresAtMillis) {
            cache.put(digest, new Verified(identity, expiresAtMillis));
        }
    }

    private record Verified(SecurityIdentity identity, long untilMillis) {}
}
