package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.operations.Run;
import dev.tokenbroker.operations.Run.Pass;
import dev.tokenbroker.operations.RunKind;
import dev.tokenbroker.operations.RunState;
import dev.tokenbroker.operations.Runs.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunBodyTest {
    @Test
    void whatAKilledReplicaDidNotNoteIsDoneAllTheSame() {
        RunBody body = RunBody.of(new Report(run(600), 200));

        assertThat(body.done()).isEqualTo(800);
        assertThat(body.rate()).isEqualTo(80);
        assertThat(body.etaSeconds()).isEqualTo(3);
    }

    @Test
    void installationsThatCameMeanwhileTakeNothingFromWhatWasDone() {
        assertThat(RunBody.of(new Report(run(600), 700)).done()).isEqualTo(600);
    }

    private static Run run(long done) {
        return new Run(
                UUID.randomUUID(),
                RunKind.REWRAP,
                Optional.empty(),
                "2",
                List.of(),
                RunState.RUNNING,
                false,
                500,
                1_000,
                done,
                new Pass(done, 0, 0, Optional.empty()),
                Instant.EPOCH,
                Optional.empty(),
                Duration.ofSeconds(10));
    }
}
