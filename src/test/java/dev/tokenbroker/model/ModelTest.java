package dev.tokenbroker.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.model.Verdict.Counterexample;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every schedule within the bound, not a sample of them. {@link Exploration} prints what there is to see. Beside everything else:
 * it only computes.
 */
@Execution(ExecutionMode.CONCURRENT)
class ModelTest {
    @ParameterizedTest
    @EnumSource(Mode.class)
    void noScheduleBreaksTheWholeProtocol(Mode mode) {
        Verdict verdict = Checker.check(Protocol.whole(mode), Trouble.MISFORTUNES);

        assertThat(verdict.counterexample()).isEmpty();
        assertThat(verdict.happened()).as("there is a schedule for each step").contains(Step.values());
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "STRICT", mode = EnumSource.Mode.EXCLUDE)
    void everyEventOfNatureIsPartOfSomeSchedule(Mode mode) {
        Verdict verdict = Checker.check(Protocol.whole(mode), 1);

        assertThat(verdict.happened()).contains(Nature.values());
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void withoutTheRuleSomeScheduleBreaksWhatItProtects(Rule rule) {
        Verdict verdict = Checker.check(Protocol.without(rule), Trouble.MISFORTUNES);

        assertThat(verdict.counterexample()).map(Counterexample::violated).hasValue(rule.protects());
    }
}
