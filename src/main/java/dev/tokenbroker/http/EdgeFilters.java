package dev.tokenbroker.http;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * What surrounds every request of the public port: first the frame that every answer has, then the short way of warm
 * reads, then (Quarkus) who asks, then the body, then Jakarta REST; and last of all the shape of failures that none of them saw.
 */
@Singleton
final class EdgeFilters {
    /** Quarkus authenticates at 200 and authorizes at 100. */
    private static final int BEFORE_ALL = 1000;

    private static final int BEFORE_AUTHENTICATION = 500;
    private static final int AFTER_AUTHORIZATION = 50;
    private static final int FIRST_ROUTE = Integer.MIN_VALUE + 10;

    private volatile boolean ending;

    void filters(@Observes Filters filters, WarmRoute warm, BodyGate bodies) {
        filters.register(this::frame, BEFORE_ALL);
        filters.register(warm::handle, BEFORE_AUTHENTICATION);
        filters.register(bodies::admit, AFTER_AUTHORIZATION);
    }

    void failures(@Observes Router router) {
        router.route().order(FIRST_ROUTE).failureHandler(RouterFailures::answer);
        // a path that cannot be read fails before there is any route
        for (int status : new int[] {400, 404, 405, 406, 413, 414, 415, 431, 500, 501}) {
            router.errorHandler(status, RouterFailures::answer);
        }
    }

    /** A connection that is kept would end in the midst of a request: its client is told to open another, elsewhere. */
    void end(@Observes ShutdownDelayInitiatedEvent ending) {
        this.ending = true;
    }

    private void frame(RoutingContext request) {
        AnswerFrame.put(request);
        if (ending) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (ApiPath.isImport(request.normalizedPath())) {
            UnreadBody.letGoWithTheAnswer(request);
        }
        request.next();
    }
}
