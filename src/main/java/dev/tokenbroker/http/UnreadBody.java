package dev.tokenbroker.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** What a client still sends when its answer is complete already. */
final class UnreadBody {
    /** How long it may go on, so that it lives to read why. */
    private static final long LINGER_MILLIS = 2000;

    private UnreadBody() {}

    /** A stream that was refused has no end of its own: nobody reads it, and it has no ten seconds to be here in. */
    static void letGoWithTheAnswer(RoutingContext request) {
        request.addEndHandler(answered -> {
            if (!request.request().isEnded()) {
                letGo(request);
            }
        });
    }

    /** Closing at once with bytes on their way would reset the connection and lose the answer. */
    static void letGo(RoutingContext request) {
        HttpServerRequest inbound = request.request();
        inbound.resume();
        request.vertx().setTimer(LINGER_MILLIS, any -> {
            if (!inbound.isEnded()) {
                inbound.connection().close();
            }
        });
    }
}
