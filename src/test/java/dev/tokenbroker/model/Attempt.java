package dev.tokenbroker.model;

/** A claim that was granted: what every further write is conditional on. */
record Attempt(Kind kind, int id, int fence) {
    enum Kind {
        RENEWAL,
        /** A pair that somebody else held: nothing is sent. */
        IMPORT,
        /** The exchange of a code, while the merchant is there. */
        CODE;

        boolean acquisition() {
            return this != RENEWAL;
        }
    }
}
