package dev.tokenbroker.model;

/**
 * Those rules of the protocol that this model can express, under their numbers. Each can be left out, and then a schedule
 * breaks the property that it names, at a provider of the mode that it names.
 */
enum Rule {
    /** The claim itself moves {@code next_due_at}, and the keep-alive comes before a parent's grace ends. */
    R1_CLAIM_IS_FOUND_AGAIN(Property.LOST, Mode.NEW_PAIR),
    /** A received pair is written whatever became of the lease. */
    R2_LEDGER_REFUSES_NOTHING(Property.LOST, Mode.NEW_PAIR),
    /** An overtaken pair wakes the row. */
    R3_OVERTAKEN_PAIR_WAKES(Property.FALSELY_DEAD, Mode.STRICT),
    /** A pair recorded after more than one send of its parent is soon renewed. */
    R4_UNCONFIRMED_PAIR_IS_DUE(Property.LOST, Mode.NEW_PAIR),
    /** Pruning deletes ancestors alone. */
    R5_PRUNE_ANCESTORS_ALONE(Property.LOST, Mode.NEW_PAIR),
    /** A renewed pair is not shown before a failover can no longer lose it. */
    R6_YOUNG_PAIR_IS_NOT_SHOWN(Property.LOST, Mode.NEW_PAIR),
    /** An acquisition commits synchronously. */
    R6_ACQUISITION_IS_REPLICATED(Property.LOST, Mode.NEW_PAIR),
    /** Marking needs a second walk. */
    R11_SECOND_WALK(Property.FALSELY_DEAD, Mode.SAME_PAIR),
    /** Marking needs every candidate refused. */
    R11_EVERY_CANDIDATE_REFUSED(Property.FALSELY_DEAD, Mode.NEW_PAIR),
    /** Nothing is sent that would outlast the lease. */
    R13_SEND_WITHIN_LEASE(Property.TWO_CALLS, Mode.SAME_PAIR),
    /** A lease far ahead is free. */
    R17_LEASE_FAR_AHEAD_IS_FREE(Property.STUCK, Mode.SAME_PAIR),
    /** The attempt is named by every write beside the fence. */
    R21_ATTEMPT_BESIDE_FENCE(Property.TWO_CALLS, Mode.SAME_PAIR),
    /** A version is above the highest that the recording replica knows. */
    R22_VERSION_ABOVE_KNOWN(Property.VERSION_REPEATED, Mode.SAME_PAIR),
    /** An import replaces the pointer, never the ledger. */
    R26_IMPORT_KEEPS_LEDGER(Property.LOST, Mode.NEW_PAIR),
    /**
     * An imported refresh token counts as shown: whoever had it may have used it, and its grace ends thirty days after that.
     */
    R26_IMPORT_COUNTS_AS_SHOWN(Property.LOST, Mode.NEW_PAIR),
    /** After a time-out nothing is sent before the lease has ended. */
    R28_TIME_OUT_KEEPS_LEASE(Property.TWO_CALLS, Mode.SAME_PAIR);

    private final Property protects;
    private final Mode mode;

    Rule(Property protects, Mode mode) {
        this.protects = protects;
        this.mode = mode;
    }

    Property protects() {
        return protects;
    }

    Mode mode() {
        return mode;
    }
}
