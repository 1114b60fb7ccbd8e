package dev.tokenbroker.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What an exception that leaves a resource, or never reached one, looks like from outside. */
final class ExceptionProblems {
    private static final Logger LOG = Logger.getLogger(ExceptionProblems.class);

    private final AllowedMethods allowed;

    ExceptionProblems(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerExceptionMapper(priority = 1)
    Response problem(ProblemException thrown) {
        return ProblemResponses.of(thrown.problem());
    }

    /** Of several resources on one path the last one is asked for what none answers, and knows nothing of the others. */
    @ServerExceptionMapper(priority = 1)
    Response notFound(NotFoundException thrown, UriInfo uri, Request request) {
        List<String> methods = allowed.at(uri.getPath());
        return methods.isEmpty() || methods.contains(request.getMethod())
                ? http(thrown, uri)
                : ProblemResponses.of(notAllowed(methods));
    }

    @ServerExceptionMapper(priority = 1)
    Response mismatched(MismatchedInputException thrown) {
        return ProblemResponses.of(JsonProblems.of(thrown));
    }

    @ServerExceptionMapper(priority = 1)
    Response http(WebApplicationException thrown, UriInfo uri) {
        if (thrown.getCause() instanceof JsonProcessingException json) {
            return ProblemResponses.of(JsonProblems.of(json));
        }
        Problem problem = ProblemCode.ofHttp(thrown.getResponse().getStatus())
                .map(Problem::of)
                .orElseGet(() -> bug(thrown));
        return ProblemResponses.of(
                problem.code() == ProblemCode.METHOD_NOT_ALLOWED ? notAllowed(allowed.at(uri.getPath())) : problem);
    }

    private static Problem notAllowed(List<String> methods) {
        return Problem.of(ProblemCode.METHOD_NOT_ALLOWED).header("Allow", String.join(", ", methods));
    }

    @ServerExceptionMapper(priority = 1)
    Response anything(Throwable thrown) {
        return ProblemResponses.of(bug(thrown));
    }

    /** Tells the log where, and the caller nothing. */
    static Problem bug(Throwable thrown) {
        LOG.errorf(
                "request %s failed: %s",
                MDC.get(RequestId.LOG_KEY), thrown == null ? "without an exception" : FailureTrace.of(thrown));
        return Problem.of(ProblemCode.INTERNAL);
    }
}
