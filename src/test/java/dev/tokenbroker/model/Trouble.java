package dev.tokenbroker.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * What may still happen in this schedule; without an end to it there would be no end of states.
 *
 * @param sends requests that a replica may still make
 * @param misfortunes that may still befall it, of whatever kind
 * @param once those that happen once at most, and have not yet
 */
record Trouble(int sends, int misfortunes, Set<Once> once) {
    /** How many the test allows. */
    static final int MISFORTUNES = 2;

    enum Once {
        FAILOVER,
        /** Of a code, or a pair from elsewhere. */
        ACQUISITION,
        /** The provider is away for days. */
        OUTAGE,
        /** The app is refused as if its tokens were dead. */
        SPELL
    }

    /** Strict single use forgives no commit that a failover loses: it wants synchronous commits, and then has none. */
    static Trouble of(Mode mode, int misfortunes) {
        Set<Once> once = EnumSet.allOf(Once.class);
        if (mode == Mode.STRICT) {
            once.remove(Once.FAILOVER);
        }
        return new Trouble(3, misfortunes, once);
    }

    Trouble send() {
        return new Trouble(sends - 1, misfortunes, once);
    }

    /** A death, a lost answer, a time-out, a commit of unknown outcome. */
    Trouble misfortune() {
        return new Trouble(sends, misfortunes - 1, once);
    }

    Trouble spend(Once which) {
        Set<Once> others = EnumSet.copyOf(once);
        others.remove(which);
        return new Trouble(sends, misfortunes - 1, others);
    }

    boolean allows(Once which) {
        return misfortunes > 0 && once.contains(which);
    }
}
