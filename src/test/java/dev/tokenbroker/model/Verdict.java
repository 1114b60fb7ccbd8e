package dev.tokenbroker.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of a search.
 *
 * @param depth steps to the state that was found last
 * @param happened every kind of step and event that there was
 */
record Verdict(
        int states, long transitions, int depth, Set<Enum<?>> happened, Optional<Counterexample> counterexample) {

    /** A shortest schedule, step by step. */
    record Counterexample(Property violated, List<String> schedule) {
        @Override
        public String toString() {
            return violated + " after\n  " + String.join("\n  ", schedule);
        }
    }
}
