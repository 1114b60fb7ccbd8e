package dev.tokenbroker.http;

import io.vertx.ext.web.RoutingContext;

/** Failures below Jakarta REST: of the router, of a filter, of reading the body. */
final class RouterFailures {
    private RouterFailures() {}

    static void answer(RoutingContext request) {
        if (ClientGone.is(request.failure())) {
            return; // nobody is left to be told
        }
        AnswerFrame.put(request);
        Problem problem = problem(request);
        if (!request.response().ended()) {
            ProblemResponses.send(request.response(), problem);
        }
        if (problem.code() == ProblemCode.PAYLOAD_TOO_LARGE) {
            UnreadBody.letGo(request);
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
}
