package dev.tokenbroker.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rules of {@code alerts.yaml}, and what {@code alerts_test.yaml} expects of them. */
final class AlertRules {
    static final Path FILE = Path.of("deploy", "helm", "token-broker", "files", "alerts.yaml");
    static final Path TESTS = Path.of("deploy", "alerts", "alerts_test.yaml");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private AlertRules() {}

    record Alert(String name, Expression expression, String severity, JsonNode annotations) {}

    record Recorded(String name, Expression expression) {}

    /** One moment at which the state of an alert is looked at. */
    record Expectation(String alert, boolean fires) {}

    static List<Alert> alerts() {
        return rules().filter(rule -> rule.has("alert"))
                .map(rule -> new Alert(
                        rule.path("alert").asText(),
                        new Expression(
                                rule.path("alert").asText(), rule.path("expr").asText()),
                        rule.at("/labels/severity").asText(),
                        rule.path("annotations")))
                .toList();
    }

    static List<Recorded> records() {
        return rules().filter(rule -> rule.has("record"))
                .map(rule -> new Recorded(
                        rule.path("record").asText(),
                        new Expression(
                                rule.path("record").asText(), rule.path("expr").asText())))
                .toList();
    }

    static List<Expectation> expectations() {
        return each(tree(TESTS).path("tests"))
                .flatMap(test -> each(test.path("alert_rule_test")))
                .map(look -> new Expectation(
                        look.path("alertname").asText(),
                        !look.path("exp_alerts").isEmpty()))
                .toList();
    }

    private static Stream<JsonNode> rules() {
        return each(tree(FILE).path("groups")).flatMap(group -> each(group.path("rules")));
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode tree(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
