package dev.tokenbroker.model;

import java.util.Arrays;

/** Prints how large the model is, and what breaks without each rule; an argument names one rule, or one mode. */
final class Exploration {
    private Exploration() {}

    public static void main(String[] wanted) {
        Arrays.stream(Mode.values())
                .filter(mode -> named(mode, wanted))
                .forEach(mode -> explore(mode.name(), Protocol.whole(mode)));
        Arrays.stream(Rule.values())
                .filter(rule -> named(rule, wanted))
                .forEach(rule -> explore("without " + rule + ", " + rule.mode(), Protocol.without(rule)));
    }

    private static boolean named(Enum<?> one, String... wanted) {
        return wanted.length == 0 || Arrays.asList(wanted).contains(one.name());
    }

    private static void explore(String title, Protocol protocol) {
        long begun = System.nanoTime();
        Verdict verdict = Checker.check(protocol, Trouble.bound(protocol.mode()));
        System.out.printf(
                "%s: %,d states, %,d transitions, depth %d, %.1f s%n",
                title, verdict.states(), verdict.transitions(), verdict.depth(), (System.nanoTime() - begun) / 1e9);
        verdict.counterexample().ifPresent(System.out::println);
    }
}
