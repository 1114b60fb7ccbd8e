package dev.tokenbroker.broker;

import dev.tokenbroker.audit.Actor;

/**
 * Who wants a renewal.
 *
 * @param actor whom the audit record names
 */
record Trigger(Kind kind, Actor actor) {
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

    static final Trigger SWEEP = new Trigger(Kind.SWEEP, Actor.of("sweep"));
    static final Trigger CANARY = new Trigger(Kind.CANARY, Actor.of("canary"));
    static final Trigger RUN = new Trigger(Kind.OPERATOR, Actor.of("run"));

    /** Who joins is not told apart from who began it: the record has the request of the latter. */
    static Trigger reader(Reader reader) {
        return new Trigger(Kind.READER, Actor.within(reader.requestId(), "reader"));
    }

    static Trigger report(Actor actor) {
        return new Trigger(Kind.REPORT, actor);
    }

    static Trigger migration(Actor actor) {
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
