package dev.tokenbroker.proof;

/** Rules of the renewal that the simulated database may forget, one at a time: some schedule must then go wrong. */
enum Lapse {
    NONE,
    /** The claim leaves {@code next_due_at} where it is, at the pair's own renewal. */
    RULE_1_CLAIM_SETS_NO_ALARM,
    /** A pair that came too late does not wake the row. */
    RULE_3_NOBODY_IS_WOKEN,
    /** A used pair's successor takes the place of everything else that the ledger has. */
    RULE_5_PRUNES_MORE_THAN_ANCESTORS,
    /** A renewed pair may be shown at once. */
    RULE_6_NOTHING_SETTLES,
    /** A claim needs no free lease. */
    RULE_13_ANYBODY_CLAIMS,
    /** Whoever was overtaken writes all the same. */
    RULE_21_NO_FENCE,
    /** A handed-over pair takes the place of the ledger. */
    RULE_26_IMPORT_CLEARS_THE_LEDGER,
    /** After a time-out the lease is given back. */
    RULE_28_LEASE_ENDS_WITH_THE_TIME_OUT
}
