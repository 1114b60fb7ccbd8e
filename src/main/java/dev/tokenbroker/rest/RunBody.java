package dev.tokenbroker.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tokenbroker.broker.Migrations;
import dev.tokenbroker.operations.Run;
import dev.tokenbroker.operations.Runs.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A long run as its callers see it.
 *
 * @param failed in the present pass over everything
 * @param rate done in a second, so far
 * @param etaSeconds null where nobody can tell
 * @param migrated of a migration alone, and as many as are done
 * @param daysToDeadline of a migration alone: whole days until Shopify takes no non-expiring token of a public app any more
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
        Instant finishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long migrated,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long daysToDeadline) {
    static RunBody of(Report report) {
        return of(report, null, null);
    }

    /** @param now when it is asked for: Shopify ends what is to be migrated at a day that is known */
    static RunBody ofMigration(Report report, Instant now) {
        long days = Math.max(0, Duration.between(now, Migrations.DEADLINE).toDays());
        return of(report, report.done(), days);
    }

    private static RunBody of(Report report, Long migrated, Long daysToDeadline) {
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
                run.finishedAt().orElse(null),
                migrated,
                daysToDeadline);
    }

    private static Long eta(Report report, double rate) {
        if (report.remaining() == 0) {
            return 0L;
        }
        return rate == 0 ? null : Math.round(Math.ceil(report.remaining() / rate));
    }
}
