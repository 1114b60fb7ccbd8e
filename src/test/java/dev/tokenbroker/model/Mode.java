package dev.tokenbroker.model;

/** What a refresh token answers that was used before, while its replacement was not. */
enum Mode {
    /** Again the pair of the first time. */
    SAME_PAIR,
    /** A new pair each time; the last one issued wins. */
    NEW_PAIR,
    /** A new pair each time; all are good until one is used. */
    SIBLINGS,
    /** No second time at all. */
    STRICT
}
