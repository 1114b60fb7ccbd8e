package dev.tokenbroker.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/** The query of the request at hand as it came, byte for byte: a signature is over that, and not over what it means. */
@RequestScoped
public class RawQuery {
    private final RoutingContext routing;

    RawQuery(RoutingContext routing) {
        this.routing = routing;
    }

    /** Without the question mark; empty where there is none. */
    public String text() {
        String query = routing.request().query();
        return query == null ? "" : query;
    }
}
