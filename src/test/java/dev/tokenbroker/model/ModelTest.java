package dev.tokenbroker.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {
    @ParameterizedTest
    @EnumSource(Mode.class)
    void noScheduleBreaksTheWholeProtocol(Mode mode) {
        Verdict verdict = Checker.check(Protocol.whole(mode), Trouble.bound(mode));

        assertThat(verdict.counterexample()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void withoutTheRuleAScheduleBreaksWhatItProtects(Rule rule) {
        Verdict verdict = Checker.check(Protocol.without(rule), Trouble.bound(rule.mode()));

        assertThat(verdict.counterexample())
                .get()
                .extracting(found -> found.violated())
                .isEqualTo(rule.protects());
    }
}
