package dev.tokenbroker.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/** The request at hand. */
@RequestScoped
public class CurrentRequest {
    private final RoutingContext routing;

    CurrentRequest(RoutingContext routing) {
        this.routing = routing;
    }

    /** As its answer says it. */
    public String id() {
        return RequestId.of(routing.response());
    }
}
