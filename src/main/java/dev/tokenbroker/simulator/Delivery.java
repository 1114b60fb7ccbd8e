package dev.tokenbroker.simulator;

import java.time.Duration;

/**
 * How the bytes of an answer go out.
 *
 * @param pause between two bytes of a dripping body; zero for every other kind
 */
record Delivery(Kind kind, Duration pause) {
    static final Delivery WHOLE = new Delivery(Kind.WHOLE, Duration.ZERO);
    static final Delivery HALF = new Delivery(Kind.HALF, Duration.ZERO);
    static final Delivery NOTHING = new Delivery(Kind.NOTHING, Duration.ZERO);

    static Delivery dripping(Duration pause) {
        return new Delivery(Kind.DRIPPING, pause);
    }

    enum Kind {
        WHOLE,
        HALF,
        NOTHING,
        DRIPPING
    }
}
