package dev.tokenbroker.http;

import jakarta.ws.rs.WebApplicationException;

/** Carries a problem out of places that cannot return one, such as the reading of a parameter. */
public final class ProblemException extends WebApplicationException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code().word(), (Throwable) null, ProblemResponses.of(problem));
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** An expected outcome has no stack worth writing down. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
