package dev.tokenbroker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenbroker.watch.AlertRules.Alert;
import dev.tokenbroker.watch.AlertRules.Expectation;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts, tried on samples by {@code promtool} where that is installed, and what they tell who is woken by them. */
class AlertRulesTest {
    @Test
    void promtoolFindsNoFault() throws Exception {
        assertThat(promtool("check", "rules", "--lint=all", "--lint-fatal", AlertRules.FILE.toString()))
                .contains("SUCCESS");
    }

    @Test
    void eachFiresAndStaysQuietAsItsTestSays() throws Exception {
        assertThat(promtool("test", "rules", AlertRules.TESTS.toString())).contains("SUCCESS");
    }

    @Test
    void eachIsTriedFiringAndQuiet() {
        Map<Boolean, Set<String>> tried = AlertRules.expectations().stream()
                .collect(Collectors.partitioningBy(
                        Expectation::fires, Collectors.mapping(Expectation::alert, Collectors.toSet())));

        assertThat(tried.get(true)).as("tried firing").isEqualTo(names());
        assertThat(tried.get(false)).as("tried quiet").isEqualTo(names());
    }

    @Test
    void eachSaysHowUrgentItIsWhatIsWrongAndWhereToRead() {
        assertThat(AlertRules.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.severity()).isIn("critical", "warning", "info");
            assertThat(alert.annotations().path("summary").asText()).isNotBlank();
            assertThat(alert.annotations().path("description").asText()).isNotBlank();
            assertThat(alert.annotations().path("runbook_url").asText())
                    .isEqualTo("docs/operations.md#" + alert.name().toLowerCase());
        });
    }

    @Test
    void aLegendShowsLabelsThatItsQueryKeeps() {
        assertThat(Dashboard.read().queries())
                .isNotEmpty()
                .allSatisfy(query -> assertThat(query.expression().groupedBy())
                        .as(query.expression().where())
                        .containsAll(query.legend()));
    }

    private static Set<String> names() {
        return AlertRules.alerts().stream().map(Alert::name).collect(Collectors.toSet());
    }

    private static String promtool(String... arguments) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "promtool is not installed: it comes with Prometheus");
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
