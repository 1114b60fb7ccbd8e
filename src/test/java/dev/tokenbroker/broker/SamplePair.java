package dev.tokenbroker.broker;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.shop.Scopes;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A pair whose contents do not matter. */
final class SamplePair {
    private SamplePair() {}

    static ReceivedPair named(UUID pairId) {
        return new ReceivedPair(
                pairId,
                Optional.empty(),
                GrantKind.EXPIRING,
                new byte[] {1},
                Optional.of(new byte[] {2}),
                Optional.empty(),
                Optional.empty(),
                0,
                Duration.ZERO,
                false,
                Scopes.NONE,
                false,
                Optional.empty(),
                Optional.empty(),
                new ReceivedPair.Attribution(Actor.of("sim"), "a".repeat(16), Optional.empty()));
    }
}
