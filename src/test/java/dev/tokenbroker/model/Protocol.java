package dev.tokenbroker.model;

import java.util.EnumSet;
import java.util.Set;

/** How the provider answers, and which rules the replicas keep. */
record Protocol(Mode mode, Set<Rule> rules) {
    static Protocol whole(Mode mode) {
        return new Protocol(mode, EnumSet.allOf(Rule.class));
    }

    static Protocol without(Rule rule) {
        return new Protocol(rule.mode(), EnumSet.complementOf(EnumSet.of(rule)));
    }

    boolean keeps(Rule rule) {
        return rules.contains(rule);
    }
}
