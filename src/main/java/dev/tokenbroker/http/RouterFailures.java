package dev.tokenbroker.http;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Failures below Jakarta REST: of the router, of a filter, of reading the body. */
final class RouterFailures {
    /** How long a client may go on sending a body that is refused, so that it lives to read why. */
    private static final long LINGER_MILLIS = 2000;

    private RouterFailures() {}

    static void answer(RoutingContext request) {
        if (request.failure() instanceof HttpClosedException) {
            return; // nobody is left to be told
        }
        AnswerFrame.put(request);
        Problem problem = problem(request);
        if (!request.response().ended()) {
            ProblemResponses.send(request.response(), problem);
        }
        if (problem.code() == ProblemCode.PAYLOAD_TOO_LARGE) {
            closeLater(request);
        }
    }

    private static Problem problem(RoutingContext request) {
        if (request.failure() instanceof ProblemException thrown) {
            return thrown.problem();
        }
        int status = request.statusCode();
        boolean bug = status == 500 || status == -1;
        return bug
                ? ExceptionProblems.bug(request.failure())
                : ProblemCode.ofHttp(status).map(Problem::of).orElseGet(() -> ExceptionProblems.bug(request.failure()));
    }

    /** Closing at once with bytes on their way would reset the connection and lose the answer. */
    private static void closeLater(RoutingContext request) {
        HttpServerRequest inbound = request.request();
        inbound.resume();
        request.vertx().setTimer(LINGER_MILLIS, any -> {
            if (!inbound.isEnded()) {
                inbound.connection().close();
            }
        });
    }
}
