package dev.tokenbroker.model;

import java.util.function.IntConsumer;

/** Shopify's refresh tokens of one installation, numbered in the order of their issue. The oracle. */
final class Provider {
    static final int DEAD = -1;
    static final int NONE = -2;
    /** What the shop's former software had: its use brought {@link #FIRST}, days ago. */
    static final int FORMER = 0;
    /** What the broker begins with. */
    static final int FIRST = 1;

    private static final int MOST = 12;

    private final Mode mode;
    private final int[] parents;
    private int issued;
    private int retired;
    private int used;
    private int usedDaysAgo;

    Provider(Mode mode) {
        this.mode = mode;
        parents = new int[MOST];
        used = usedDaysAgo = bit(mint(NONE));
        retired = mode == Mode.STRICT ? bit(FORMER) : 0;
        mint(FORMER);
    }

    private Provider(Provider other) {
        mode = other.mode;
        parents = other.parents.clone();
        issued = other.issued;
        retired = other.retired;
        used = other.used;
        usedDaysAgo = other.usedDaysAgo;
    }

    Provider copy() {
        return new Provider(this);
    }

    /** The refresh token of the pair that is the answer, or {@link #DEAD}. */
    int process(Request request) {
        return request.code() ? exchangeCode() : refresh(request.token());
    }

    private int refresh(int token) {
        if (!accepts(token)) {
            return DEAD;
        }
        used |= bit(token);
        retireWhatItReplaced(token);
        if (mode == Mode.SAME_PAIR && onlyChildOf(token) != NONE) {
            return onlyChildOf(token);
        }
        if (mode == Mode.NEW_PAIR) {
            forEachChildOf(token, this::retire);
        }
        if (mode == Mode.STRICT) {
            retire(token);
        }
        return mint(token);
    }

    /** Every acquisition retires all that was issued before. */
    private int exchangeCode() {
        retired = bit(issued) - 1;
        return mint(NONE);
    }

    boolean accepts(int token) {
        return (retired & bit(token)) == 0;
    }

    boolean wasUsed(int token) {
        return (used & bit(token)) != 0;
    }

    boolean wasUsedDaysAgo(int token) {
        return (usedDaysAgo & bit(token)) != 0;
    }

    void daysPass() {
        usedDaysAgo = used;
    }

    /** Thirty days after its first use a refresh token is no longer accepted. */
    void graceEndsOfWhatWasUsedDaysAgo() {
        retired |= usedDaysAgo;
    }

    void graceEndsOfAllThatWasUsed() {
        retired |= used;
    }

    int parentOf(int token) {
        return parents[token];
    }

    int onlyChildOf(int token) {
        for (int other = 0; other < issued; other++) {
            if (parents[other] == token) {
                return other;
            }
        }
        return NONE;
    }

    private void retireWhatItReplaced(int token) {
        int parent = parents[token];
        if (parent != NONE) {
            retire(parent);
            forEachChildOf(parent, sibling -> {
                if (sibling != token) {
                    retire(sibling);
                }
            });
        }
    }

    private void forEachChildOf(int token, IntConsumer child) {
        for (int other = 0; other < issued; other++) {
            if (parents[other] == token) {
                child.accept(other);
            }
        }
    }

    private int mint(int parent) {
        parents[issued] = parent;
        return issued++;
    }

    private void retire(int token) {
        retired |= bit(token);
    }

    private static int bit(int token) {
        return 1 << token;
    }
}
