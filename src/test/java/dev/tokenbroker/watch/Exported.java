package dev.tokenbroker.watch;

import dev.tokenbroker.watch.Expression.Condition;
import dev.tokenbroker.watch.Expression.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The series of a broker, by their names: the labels of each. */
final class Exported {
    /** Prometheus adds them to whatever a pod exports. */
    static final Set<String> OF_THE_TARGET = Set.of("namespace", "instance");

    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    private final Map<String, List<Map<String, String>>> series = new HashMap<>();

    /** @param metrics as {@code /q/metrics} shows them */
    static Exported of(String metrics) {
        Exported exported = new Exported();
        metrics.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher found = SERIES.matcher(line);
            if (!found.matches()) {
                throw new AssertionError("no series: " + line);
            }
            Map<String, String> labels = new HashMap<>();
            LABEL.matcher(found.group(2) == null ? "" : found.group(2))
                    .results()
                    .forEach(label -> labels.put(label.group(1), label.group(2)));
            exported.add(found.group(1), labels);
        });
        return exported;
    }

    void add(String name, Map<String, String> labels) {
        series.computeIfAbsent(name, first -> new ArrayList<>()).add(labels);
    }

    boolean has(String name) {
        return series.containsKey(name);
    }

    /** Of the first series of this name. */
    Map<String, String> labels(String name) {
        return series.get(name).get(0);
    }

    /** What the selector asks for, and there is not. */
    Stream<String> missing(Selector selector) {
        List<Map<String, String>> found = series.getOrDefault(selector.series(), List.of());
        if (found.isEmpty()) {
            return Stream.of("there is no series " + selector.series());
        }
        Stream<String> labels = selector.labels().stream()
                .filter(label -> !OF_THE_TARGET.contains(label))
                .filter(label -> found.stream().anyMatch(one -> !one.containsKey(label)))
                .map(label -> selector.series() + " has no label " + label);
        Stream<String> values = selector.conditions().stream()
                .flatMap(Exported::alternatives)
                .filter(wanted -> found.stream()
                        .noneMatch(one -> holds(wanted, one)
                                && selector.conditions().stream().allMatch(other -> holds(other, one))))
                .map(wanted -> selector.series() + " has none with " + wanted.label() + wanted.operator()
                        + wanted.value() + " among " + selector.conditions());
        return Stream.concat(labels, values);
    }

    /** Each word of {@code a|b|c} has to be there, and not one of them. */
    private static Stream<Condition> alternatives(Condition condition) {
        return condition.operator().equals("=~") && condition.value().matches("\\w+(\\|\\w+)*")
                ? Stream.of(condition.value().split("\\|")).map(value -> new Condition(condition.label(), "=", value))
                : Stream.of(condition);
    }

    private static boolean holds(Condition condition, Map<String, String> labels) {
        String value = labels.get(condition.label());
        if (value == null) {
            return OF_THE_TARGET.contains(condition.label());
        }
        return switch (condition.operator()) {
            case "=" -> value.equals(condition.value());
            case "!=" -> !value.equals(condition.value());
            case "=~" -> value.matches(condition.value());
            case "!~" -> !value.matches(condition.value());
            default -> throw new AssertionError(condition);
        };
    }
}
