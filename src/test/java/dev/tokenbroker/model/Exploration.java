package dev.tokenbroker.model;

import java.util.Arrays;
import java.util.List;

/**
 * Prints how large the model is, and the shortest schedule that breaks it without each rule. Arguments: modes and rules,
 * none for all of them; {@code misfortunes=3} looks further than the test does.
 */
final class Exploration {
    private static final String MISFORTUNES = "misfortunes=";

    private Exploration() {}

    public static void main(String[] arguments) {
        List<String> names = Arrays.stream(arguments)
                .filter(name -> !name.startsWith(MISFORTUNES))
                .toList();
        int misfortunes = Arrays.stream(arguments)
                .filter(name -> name.startsWith(MISFORTUNES))
                .mapToInt(name -> Integer.parseInt(name.substring(MISFORTUNES.length())))
                .findAny()
                .orElse(Trouble.MISFORTUNES);
        Arrays.stream(Mode.values())
                .filter(mode -> wanted(mode, names))
                .forEach(mode -> explore(mode.name(), Protocol.whole(mode), misfortunes));
        Arrays.stream(Rule.values())
                .filter(rule -> wanted(rule, names))
                .forEach(rule -> explore("without " + rule, Protocol.without(rule), misfortunes));
    }

    private static boolean wanted(Enum<?> one, List<String> names) {
        return names.isEmpty() || names.contains(one.name());
    }

    private static void explore(String title, Protocol protocol, int misfortunes) {
        long begun = System.nanoTime();
        Verdict verdict = Checker.check(protocol, misfortunes);
        System.out.printf(
                "%s: %,d states, %,d transitions, depth %d, %.1f s%n",
                title, verdict.states(), verdict.transitions(), verdict.depth(), (System.nanoTime() - begun) / 1e9);
        verdict.counterexample().ifPresent(System.out::println);
    }
}
