package dev.tokenbroker.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.MDC;

/**
 * What surrounds every request of the public port: first the frame that every answer has, then (Quarkus) who asks, then the
 * body, then Jakarta REST; and last of all the shape of failures that none of them saw.
 */
@Singleton
final class EdgeFilters {
    /** Quarkus authenticates at 200 and authorizes at 100. */
    private static final int BEFORE_ALL = 1000;

    private static final int AFTER_AUTHORIZATION = 50;
    private static final int FIRST_ROUTE = Integer.MIN_VALUE + 10;

    void filters(@Observes Filters filters, BodyGate bodies) {
        filters.register(EdgeFilters::frame, BEFORE_ALL);
        filters.register(bodies::admit, AFTER_AUTHORIZATION);
    }

    void failures(@Observes Router router) {
        router.route().order(FIRST_ROUTE).failureHandler(RouterFailures::answer);
    }

    private static void frame(RoutingContext request) {
        String id = RequestId.from(request.request().getHeader(RequestId.HEADER));
        MDC.put(RequestId.LOG_KEY, id);
        HttpServerResponse response = request.response();
        response.putHeader(RequestId.HEADER, id);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        request.next();
    }
}
