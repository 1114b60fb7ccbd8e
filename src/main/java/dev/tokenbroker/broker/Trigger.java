package dev.tokenbroker.broker;

/**
 * Who wants a renewal.
 *
 * @param actor as the audit record names it
 */
record Trigger(Kind kind, String actor) {
    enum Kind {
        /** Somebody waits. */
        READER,
        /** Shopify refused the current token, a caller says. */
        REPORT,
        /** Ahead of need. */
        SWEEP,
        /** On behalf of an app that Shopify refuses: marks nobody. */
        CANARY,
        /** An operator wants it done, one or many. */
        OPERATOR
    }

    static final Trigger SWEEP = new Trigger(Kind.SWEEP, "sweep");
    static final Trigger CANARY = new Trigger(Kind.CANARY, "canary");
    static final Trigger READER = new Trigger(Kind.READER, "reader");

    static final Trigger RUN = new Trigger(Kind.OPERATOR, "run");

    static Trigger report(String actor) {
        return new Trigger(Kind.REPORT, actor);
    }

    static Trigger migration(String actor) {
        return new Trigger(Kind.OPERATOR, actor);
    }

    boolean forced() {
        return kind == Kind.REPORT;
    }

    boolean canary() {
        return kind == Kind.CANARY;
    }

    boolean somebodyWaits() {
        return kind == Kind.READER || kind == Kind.REPORT;
    }
}
