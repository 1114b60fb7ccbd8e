package dev.tokenbroker.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartFailureTest {
    @Test
    void refusedSettingsAreToldAsTheyStandHoweverDeepTheyLie() {
        Throwable wrapped = new RuntimeException(
                "Failed to start",
                new IllegalStateException(new RefusedStart(List.of("broker.lease: x", "broker.y: z"))));

        assertThat(StartFailure.inOneLine(wrapped)).isEqualTo("broker.lease: x; broker.y: z");
    }

    @Test
    void anythingElseIsItsRootCauseInOneLine() {
        assertThat(StartFailure.inOneLine(new RuntimeException("outer", new IllegalStateException("one\n  two"))))
                .isEqualTo("IllegalStateException: one two");
    }
}
