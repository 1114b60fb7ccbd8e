package dev.tokenbroker.model;

/** How an attempt ends that brought no pair; {@code Endings} of the broker. */
enum Ending {
    /** The answer, if there was one, got lost; or it was a 5xx. */
    UNCLEAR,
    /** The provider may still be working on it. */
    TIMED_OUT,
    /** The lease would have ended before the answer came: nothing was sent. */
    OUT_OF_TIME,
    /** What is left in the ledger is too young to be shown. */
    TOO_YOUNG,
    ALL_REFUSED
}
