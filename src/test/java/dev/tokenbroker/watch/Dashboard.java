package dev.tokenbroker.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The queries of {@code dashboard.json}, as Grafana sends them with everything chosen. */
final class Dashboard {
    private static final Path FILE = Path.of("deploy", "helm", "token-broker", "files", "dashboard.json");
    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");

    private final JsonNode tree;
    /** What Grafana writes in the place of each variable. */
    private final Map<String, String> values;

    private Dashboard(JsonNode tree) {
        this.tree = tree;
        this.values = Stream.concat(
                        Stream.of(Map.entry("__rate_interval", "2m")),
                        AlertRules.each(tree.at("/templating/list"))
                                .filter(variable -> variable.has("allValue"))
                                .map(variable -> Map.entry(
                                        variable.path("name").asText(),
                                        variable.path("allValue").asText())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Dashboard read() {
        try {
            return new Dashboard(new ObjectMapper().readTree(Files.readString(FILE)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @param legend labels that the legend shows */
    record Query(Expression expression, List<String> legend) {}

    List<Query> queries() {
        return AlertRules.each(tree.path("panels"))
                .flatMap(panel -> AlertRules.each(panel.path("targets"))
                        .map(target -> new Query(
                                new Expression(
                                        panel.path("title").asText(),
                                        chosen(target.path("expr").asText())),
                                LEGEND_LABEL
                                        .matcher(target.path("legendFormat").asText())
                                        .results()
                                        .map(found -> found.group(1))
                                        .toList())))
                .toList();
    }

    /** Where the variables' choices come from: a selector and a label, written as a query for it. */
    List<Expression> choices() {
        return AlertRules.each(tree.at("/templating/list"))
                .filter(variable -> variable.path("type").asText().equals("query"))
                .map(variable -> {
                    Matcher found = LABEL_VALUES.matcher(variable.path("query").asText());
                    if (!found.matches()) {
                        throw new AssertionError("not understood: " + variable.path("query"));
                    }
                    return new Expression(
                            "choices of " + variable.path("name").asText(),
                            "group by (" + found.group(2) + ") (" + chosen(found.group(1)) + ")");
                })
                .toList();
    }

    private String chosen(String query) {
        return VARIABLE.matcher(query).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new AssertionError("no such variable: " + found.group() + " in " + query);
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
