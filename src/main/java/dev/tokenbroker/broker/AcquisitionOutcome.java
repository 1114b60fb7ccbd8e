package dev.tokenbroker.broker;

import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.installation.Installation;
import java.time.Duration;

/** What became of an exchange. */
public sealed interface AcquisitionOutcome {
    /** There are new tokens; whether they suffice says the installation's state. */
    record Acquired(Installation installation) implements AcquisitionOutcome {}

    /** The grant lives: nothing was asked of Shopify. */
    record Unchanged(Installation installation) implements AcquisitionOutcome {}

    /** Shopify does not take the code or ID token. */
    record SubjectRefused() implements AcquisitionOutcome {}

    /** The domain answers with another numeric shop id than it had, or with one that belongs to another installation. */
    record ShopMismatch() implements AcquisitionOutcome {}

    /** @param unspent whether the same may be tried again: it did not get as far as Shopify, or was turned away */
    record Unavailable(Cause cause, Duration retryAfter, boolean unspent) implements AcquisitionOutcome {}
}
