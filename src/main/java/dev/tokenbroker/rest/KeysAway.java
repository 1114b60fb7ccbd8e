package dev.tokenbroker.rest;

import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemResponses;
import dev.tokenbroker.token.KeysUnavailableException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What cannot be done without the key service is answered with 503 while it is away, or refuses. */
class KeysAway {
    private static final Duration SOON = Duration.ofSeconds(1);

    @ServerExceptionMapper
    Response map(KeysUnavailableException away) {
        return ProblemResponses.of(Problem.of(ProblemCode.KEYS_UNAVAILABLE).retryAfterEverywhere(SOON));
    }
}
