package dev.tokenbroker.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.Response;

/** A problem as an answer: of Jakarta REST, or of the router below it. */
public final class ProblemResponses {
    private ProblemResponses() {}

    public static Response of(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.code().status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.json());
        problem.headers().forEach(response::header);
        return response.build();
    }

    /** {@code internal}: tells the log where, and the caller nothing. */
    public static Problem bug(Throwable thrown) {
        return ExceptionProblems.bug(thrown);
    }

    /** Ends the response, unless an answer has begun already: then the connection is all that can still be ended. */
    public static void send(HttpServerResponse response, Problem problem) {
        if (response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(problem.code().status());
        // the reason phrase may be another's
        response.setStatusMessage(io.netty.handler.codec.http.HttpResponseStatus.valueOf(
                        problem.code().status())
                .reasonPhrase());
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        problem.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(problem.json()));
    }
}
