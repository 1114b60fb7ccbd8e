package dev.tokenbroker.rest;

import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.operations.Runs.Report;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;

/** What every kind of run has in common for its callers. */
final class RunAnswers {
    private RunAnswers() {}

    /** @param runs where runs of this kind are, as {@code /v1/migrations} */
    static Response accepted(String runs, RunBody body) {
        return Response.accepted(body)
                .header(HttpHeaders.LOCATION, runs + "/" + body.id())
                .build();
    }

    static int perSecond(Optional<Integer> asked, int usual, int most) {
        int perSecond = asked.orElse(usual);
        if (perSecond < 1 || perSecond > most) {
            throw new ProblemException(Problem.invalid("per_second", "is a number from 1 to " + most));
        }
        return perSecond;
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw notFound();
        }
    }

    static Report found(Optional<Report> report) {
        return report.orElseThrow(RunAnswers::notFound);
    }

    static ProblemException notFound() {
        return new ProblemException(Problem.of(ProblemCode.NOT_FOUND));
    }
}
