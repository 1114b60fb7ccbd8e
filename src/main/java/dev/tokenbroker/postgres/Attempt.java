package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.Installation;
import java.time.Duration;
import java.util.UUID;

/**
 * A claim that was granted: what every further write is conditional on.
 *
 * @param installation the row as it was claimed
 */
record Attempt(Installation installation, UUID id, long fence, Claim.Kind kind, Duration lease, Duration settle) {
    static Attempt granted(Claim claim, UUID id, long fence, Installation installation) {
        return new Attempt(installation, id, fence, claim.kind(), claim.lease(), claim.settle());
    }
}
