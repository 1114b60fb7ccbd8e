package dev.tokenbroker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.watch.AlertRules.Alert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} has an answer to every alert and every problem, and none to what does not exist. */
class RunbookTest {
    private static final String PAGE = read(Path.of("docs", "operations.md"));
    private static final Map<String, String> URGENCY = Map.of("critical", "now", "warning", "today", "info", "plan");

    @Test
    void everyAlertHasItsSectionAndEverySectionItsAlert() {
        assertThat(headings("Alerts"))
                .containsExactlyElementsOf(
                        AlertRules.alerts().stream().map(Alert::name).toList());
    }

    @Test
    void everySectionOfAnAlertSaysWhatToDoAndWhenItIsOver() {
        assertThat(sections("Alerts"))
                .isNotEmpty()
                .allSatisfy(section -> assertThat(section).contains("\n\n*Do:* ", "\n\n*Over when* "));
    }

    @Test
    void theTableAtTheTopNamesEveryAlertAndHowUrgentItIs() {
        assertThat(found("\\| \\[(\\w+)]\\(#\\w+\\) \\| (now|today|plan) \\|", PAGE).stream()
                        .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2))))
                .isEqualTo(AlertRules.alerts().stream()
                        .collect(Collectors.toMap(Alert::name, alert -> URGENCY.get(alert.severity()))));
    }

    @Test
    void everyProblemHasItsSectionAndEverySectionItsProblem() {
        assertThat(headings("Problems"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::word)
                        .toList());
    }

    @Test
    void aSectionOfAProblemSaysItsStatusWhoDoesWhatAndWhenItIsOver() {
        assertThat(Arrays.asList(ProblemCode.values()))
                .allSatisfy(code -> assertThat(section(code))
                        .startsWith(code.status() + "")
                        .contains("*The caller* ", "*You:* ", "*Over when* "));
    }

    @Test
    void whoIsReferredToAnotherSectionFindsIt() {
        List<String> anchors = found("(?m)^#+ (.+)$", PAGE).stream()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
                .toList();

        assertThat(found("\\]\\(#([^)]+)\\)", PAGE))
                .extracting(link -> link.group(1))
                .isNotEmpty()
                .isSubsetOf(anchors);
    }

    private static String section(ProblemCode code) {
        return sections("Problems").stream()
                .filter(section -> section.startsWith(code.word() + "\n"))
                .map(section -> section.substring(code.word().length()).strip())
                .findFirst()
                .orElse("");
    }

    private static List<String> headings(String chapter) {
        return sections(chapter).stream()
                .map(section -> section.lines().findFirst().orElseThrow())
                .toList();
    }

    private static List<String> sections(String chapter) {
        String text = PAGE.split("\n## " + chapter + "\n")[1].split("\n## ")[0];
        return Arrays.stream(text.split("\n### ")).skip(1).toList();
    }

    private static List<MatchResult> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
