package dev.tokenbroker.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tokenbroker.operations.Run;
import dev.tokenbroker.operations.Runs.Report;
import java.time.Instant;
import java.util.UUID;

/**
 * A long run as its callers see it.
 *
 * @param failed in the present pass over everything
 * @param rate done in a second, so far
 * @param etaSeconds null where nobody can tell
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RunBody(
        UUID id,
        String kind,
        String state,
        boolean dryRun,
        long total,
        long done,
        long failed,
        long remaining,
        double rate,
        Long etaSeconds,
        Instant startedAt,
        Instant finishedAt) {
    static RunBody of(Report report) {
        Run run = report.run();
        double seconds = Math.max(1, run.running().toMillis()) / 1_000.0;
        double rate = Math.round(report.done() / seconds * 10) / 10.0;
        return new RunBody(
                run.id(),
                run.kind().label(),
                run.state().label(),
                run.dryRun(),
                run.total(),
                report.done(),
                run.pass().failed(),
                report.remaining(),
                rate,
                eta(report, rate),
                run.startedAt(),
                run.finishedAt().orElse(null));
    }

    private static Long eta(Report report, double rate) {
        if (report.remaining() == 0) {
            return 0L;
        }
        return rate == 0 ? null : Math.round(Math.ceil(report.remaining() / rate));
    }
}
