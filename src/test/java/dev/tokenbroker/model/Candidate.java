package dev.tokenbroker.model;

/** A refresh token that the ledger has to offer. */
record Candidate(int pair, int token, boolean resent) {}
