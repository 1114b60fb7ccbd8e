package dev.tokenbroker.model;

/** What is true of every state that a schedule can reach. */
enum Property {
    /**
     * The provider accepts a refresh token that stands in the database, or that a living replica has yet to record. What
     * nobody ever heard is excused where the provider gives no second time: in {@link Mode#STRICT}, and for a code.
     */
    LOST,
    /** Nobody is marked whose ledger has a token that the provider accepts, unless a pair is about to wake the row. */
    FALSELY_DEAD,
    /**
     * The provider works on one request at a time. A request no longer counts when the lease that it was sent under has
     * run out, or was lost in a failover.
     */
    TWO_CALLS,
    /** Where a token lives, a claim will be possible again. */
    STUCK,
    /** A pair that a replica makes current has a higher version than every one that this replica has served. */
    VERSION_REPEATED
}
