package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.Installation;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/**
 * A claim that was granted: what every further write is conditional on.
 *
 * @param installation the row as it was claimed
 */
record Attempt(Claim claim, UUID id, long fence, Installation installation) {
    /** The highest version that is known here, in the row or from before it. */
    long knownVersion() {
        return Math.max(installation.version(), claim.knownVersion());
    }

    /** Of {@code where id = $1 and fence = $2 and attempt_id = $3}. */
    Tuple underLease() {
        return Tuple.of(installation.id(), fence, id);
    }

    boolean acquisition() {
        return claim.kind().acquisition();
    }
}
