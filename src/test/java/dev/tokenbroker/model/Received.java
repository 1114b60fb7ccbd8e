package dev.tokenbroker.model;

/** A pair that a replica has in hand. Its id is made when the answer arrives. */
record Received(int pair, int token, int parent, boolean resent) {
    Pair asRow(Attempt.Kind broughtBy) {
        return Pair.received(pair, token, parent, broughtBy);
    }
}
