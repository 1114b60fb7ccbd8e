package dev.tokenbroker.http;

import dev.tokenbroker.caller.UnauthenticatedAnswer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** 401 as RFC 6750 §3 wants it: the error is named only where there was a token. */
@Singleton
final class UnauthenticatedProblem implements UnauthenticatedAnswer {
    @Override
    public void send(RoutingContext request, boolean tokenSent) {
        if (!request.response().ended()) {
            ProblemResponses.send(request.response(), problem(tokenSent));
        }
    }

    private static Problem problem(boolean tokenSent) {
        return tokenSent
                ? Problem.of(ProblemCode.UNAUTHENTICATED, "The bearer token is not valid here.")
                        .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                : Problem.of(ProblemCode.UNAUTHENTICATED, "A bearer token is required.")
                        .header("WWW-Authenticate", "Bearer");
    }
}
