package dev.tokenbroker.model;

/**
 * A row of {@code token_pair}.
 *
 * @param parent the pair whose refresh token brought it; {@link #NONE} where none did, or it is gone
 * @param old whether it was received longer ago than {@code broker.refresh.settle}
 * @param sends showings of its refresh token, as far as anybody counts
 * @param refused in the attempt under way
 */
record Pair(int id, int token, int parent, boolean renewal, boolean old, int sends, boolean refused) {
    static final int NONE = -1;
    private static final int MANY = 2;

    static Pair received(int id, int token, int parent, Attempt.Kind broughtBy) {
        return new Pair(id, token, parent, broughtBy == Attempt.Kind.RENEWAL, false, 0, false);
    }

    Pair aged() {
        return new Pair(id, token, parent, renewal, true, sends, refused);
    }

    Pair shown() {
        return new Pair(id, token, parent, renewal, old, Math.min(MANY, sends + 1), refused);
    }

    Pair notShown() {
        return new Pair(id, token, parent, renewal, old, oneLess(sends), refused);
    }

    Pair refused(boolean nowRefused) {
        return new Pair(id, token, parent, renewal, old, sends, nowRefused);
    }

    Pair orphaned() {
        return new Pair(id, token, NONE, renewal, old, sends, refused);
    }

    static int oneMore(int count) {
        return Math.min(MANY, count + 1);
    }

    /** Once there are many, nobody knows how many. */
    static int oneLess(int count) {
        return count == MANY ? MANY : Math.max(0, count - 1);
    }
}
