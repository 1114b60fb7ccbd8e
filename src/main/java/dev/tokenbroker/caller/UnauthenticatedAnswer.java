package dev.tokenbroker.caller;

import io.vertx.ext.web.RoutingContext;

/** Port: how the HTTP edge says 401. */
public interface UnauthenticatedAnswer {
    /**
     * Ends the response.
     *
     * @param tokenSent whether there was a bearer token at all
     */
    void send(RoutingContext request, boolean tokenSent);
}
