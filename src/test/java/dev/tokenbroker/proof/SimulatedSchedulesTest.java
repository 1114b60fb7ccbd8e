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

    /** A database that is away in every schedule would fill the log. */
    private static final Logger RECORDING = Logger.getLogger("dev.tokenbroker.broker.Recording");

    @BeforeAll
    static void quietly() {
        RECORDING.setLevel(Level.SEVERE);
    }

    @ParameterizedTest
    @EnumSource(value = Provider.Mode.class, names = "STRICT", mode = EnumSource.Mode.EXCLUDE)
    void noRefreshTokenIsLostAndNobodyIsCalledDead(Provider.Mode mode) {
        assertThat(LongStream.range(0, SCHEDULES)
                        .filter(seed -> !Universe.run(seed, mode).fine()))
                .as("seeds that fail; each is replayed by Universe.run(seed, %s)", mode)
                .isEmpty();
    }
}
