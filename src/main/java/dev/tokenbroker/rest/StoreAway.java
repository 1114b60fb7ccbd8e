package dev.tokenbroker.rest;

import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemResponses;
import dev.tokenbroker.installation.StoreUnavailableException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What cannot be done without the database is answered with 503 while it is away. */
class StoreAway {
    private static final Duration SOON = Duration.ofSeconds(1);

    @ServerExceptionMapper
    Response map(StoreUnavailableException away) {
        return ProblemResponses.of(Problem.of(ProblemCode.STORE_UNAVAILABLE).retryAfterEverywhere(SOON));
    }
}
