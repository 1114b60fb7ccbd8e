package dev.tokenbroker.proof;

/** A process until it is killed: what it still had to do is then never done. */
final class Life {
    private boolean over;

    void kill() {
        over = true;
    }

    boolean over() {
        return over;
    }

    Runnable guard(Runnable action) {
        return () -> {
            if (!over) {
                action.run();
            }
        };
    }
}
