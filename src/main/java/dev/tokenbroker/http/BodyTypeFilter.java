package dev.tokenbroker.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a body that does not say what it is: Jakarta REST would take it for whatever the resource wants. */
final class BodyTypeFilter {
    private final RoutingContext routing;

    BodyTypeFilter(RoutingContext routing) {
        this.routing = routing;
    }

    /** Null lets the request go on. */
    @ServerRequestFilter(priority = Priorities.USER)
    Response check(ContainerRequestContext request) {
        return request.getMediaType() == null && BodyGate.hasBody(routing.request())
                ? ProblemResponses.of(Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "A body says its Content-Type."))
                : null;
    }
}
