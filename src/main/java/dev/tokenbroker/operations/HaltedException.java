package dev.tokenbroker.operations;

/** A run must not go on by itself: an operator has to look first. */
final class HaltedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HaltedException(String why) {
        super(why);
    }
}
