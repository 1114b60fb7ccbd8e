package dev.tokenbroker.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a PromQL expression asks of the series: their names, their labels' values, and the labels by which they are grouped or
 * joined. It is split into words and not evaluated; that is {@code promtool}'s.
 */
record Expression(String where, String text) {
    private static final Pattern WORD = Pattern.compile("\\s+|#[^\\n]*|(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|\\[[^]]*]"
            + "|[a-zA-Z_:][\\w:]*|[0-9][\\w.]*|=~|!~|!=|[<>=]=|[-+*/%^<>=(){},])");
    private static final Set<String> GROUPING = Set.of("by", "on");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");
    /** By what they leave out nobody sees which labels are meant. */
    private static final Set<String> UNCLEAR = Set.of("without", "ignoring", "group_left", "group_right");

    /** One condition in braces. */
    record Condition(String label, String operator, String value) {}

    /** @param labels those that the expression takes for granted, besides its conditions' */
    record Selector(String series, List<Condition> conditions, Set<String> labels) {}

    List<Selector> selectors() {
        return new Reading(words()).selectors();
    }

    /** The labels of the outermost grouping; empty where there is none. */
    Set<String> groupedBy() {
        List<String> words = words();
        int by = words.indexOf("by");
        return by < 0 ? Set.of() : new LinkedHashSet<>(names(words, by + 1));
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        int at = 0;
        for (; at < text.length() && word.find(at) && word.start() == at; at = word.end()) {
            if (word.group(1) != null) {
                words.add(word.group(1));
            }
        }
        if (at < text.length()) {
            throw new AssertionError(where + ": not understood from here: " + text.substring(at));
        }
        return words;
    }

    /** The words between the parenthesis at this place and its end. */
    private static List<String> names(List<String> words, int open) {
        List<String> inside =
                words.subList(open + 1, open + words.subList(open, words.size()).indexOf(")"));
        return inside.stream().filter(word -> !word.equals(",")).toList();
    }

    private final class Reading {
        private final List<String> words;
        /** Made when all is read: what joins two operands stands between them. */
        private final List<Supplier<Selector>> selectors = new ArrayList<>();
        /** Labels that each parenthesis around the present place demands of what is in it. */
        private final Deque<Set<String>> around = new ArrayDeque<>(List.of(new HashSet<>()));

        Reading(List<String> words) {
            this.words = words;
        }

        List<Selector> selectors() {
            Set<String> grouping = new HashSet<>();
            for (int at = 0; at < words.size(); at++) {
                String word = words.get(at);
                if (UNCLEAR.contains(word)) {
                    throw new AssertionError(where + ": say by or on, and not " + word);
                } else if (GROUPING.contains(word)) {
                    List<String> labels = names(words, at + 1);
                    (word.equals("by") ? grouping : around.peek()).addAll(labels);
                    at += 1 + words.subList(at + 1, words.size()).indexOf(")");
                } else if (word.equals("(")) {
                    around.push(grouping);
                    grouping = new HashSet<>();
                } else if (word.equals(")")) {
                    around.pop();
                } else if (isSeries(at)) {
                    at = select(at);
                }
            }
            return selectors.stream().map(Supplier::get).toList();
        }

        /** A name that is neither a function, whose parenthesis or grouping follows, nor a word of the language. */
        private boolean isSeries(int at) {
            return Character.isLetter(words.get(at).charAt(0))
                    && !OPERATORS.contains(words.get(at))
                    && !Set.of("(", "by").contains(next(at));
        }

        private String next(int at) {
            return at + 1 < words.size() ? words.get(at + 1) : "";
        }

        /** @return the place of its last word */
        private int select(int at) {
            List<Set<String>> demands = List.copyOf(around);
            List<Condition> conditions = new ArrayList<>();
            int last = at;
            if (next(at).equals("{")) {
                last = at + words.subList(at, words.size()).indexOf("}");
                for (int label = at + 2; label < last; label += 4) {
                    conditions.add(
                            new Condition(words.get(label), words.get(label + 1), unquoted(words.get(label + 2))));
                }
            }
            selectors.add(() -> new Selector(
                    words.get(at),
                    conditions,
                    demands.stream().flatMap(Set::stream).collect(Collectors.toSet())));
            return last;
        }

        private static String unquoted(String word) {
            return word.substring(1, word.length() - 1);
        }
    }
}
