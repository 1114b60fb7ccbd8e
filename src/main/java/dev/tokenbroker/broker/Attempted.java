package dev.tokenbroker.broker;

import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.Installation;
import java.util.Optional;

/**
 * Where an attempt to renew left an installation.
 *
 * @param row as it is now, by the latest that was read
 * @param held why nothing was asked of Shopify, where it was not
 */
record Attempted(Optional<Installation> row, Optional<FailureCause> held) {
    static Attempted now(Installation row) {
        return new Attempted(Optional.of(row), Optional.empty());
    }

    static Attempted now(Optional<Installation> row) {
        return new Attempted(row, Optional.empty());
    }

    static Attempted held(Installation row, FailureCause cause) {
        return new Attempted(Optional.of(row), Optional.of(cause));
    }
}
