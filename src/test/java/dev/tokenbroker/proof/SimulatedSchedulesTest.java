package dev.tokenbroker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedSchedulesTest {
    private static final long SCHEDULES = 500;
    private static final long ENOUGH_TO_FIND_A_LAPSE = 10_000;

    private static final Logger ENGINE = Logger.getLogger("dev.tokenbroker.broker");

    @BeforeAll
    static void quietly() {
        ENGINE.setLevel(Level.OFF);
    }

    /** In the modes that do not forgive, "lost" means what was lost although the broker had heard of every token. */
    @ParameterizedTest
    @EnumSource(Provider.Mode.class)
    void noRefreshTokenIsLostAndNobodyIsCalledDead(Provider.Mode mode) {
        assertThat(LongStream.range(0, SCHEDULES)
                        .filter(seed -> !Universe.run(seed, mode).fine()))
                .as("seeds that fail; each is replayed by Universe.run(seed, %s)", mode)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Lapse.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aRuleThatIsForgottenIsMissed(Lapse lapse) {
        assertThat(LongStream.range(0, ENOUGH_TO_FIND_A_LAPSE)
                        .anyMatch(
                                seed -> !Universe.run(seed, modeOf(seed), lapse).fine()))
                .as("a schedule that goes wrong")
                .isTrue();
    }

    private static Provider.Mode modeOf(long seed) {
        return Provider.Mode.values()[(int) (seed % Provider.Mode.values().length)];
    }
}
