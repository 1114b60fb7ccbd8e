package dev.tokenbroker.broker;

import dev.tokenbroker.broker.TokenOutcome.Issued;

/** A token that can be served at once, not served yet. */
public final class WarmToken {
    private final Holding holding;
    private final Issued issued;

    WarmToken(Holding holding, Issued issued) {
        this.holding = holding;
        this.issued = issued;
    }

    Holding holding() {
        return holding;
    }

    Issued issued() {
        return issued;
    }
}
