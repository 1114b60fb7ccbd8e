package dev.tokenbroker.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.MDC;

/** The headers of every answer. Put on before anything else happens, so that no way out goes without them. */
final class AnswerFrame {
    private AnswerFrame() {}

    static void put(RoutingContext request) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.headers().contains(RequestId.HEADER)) {
            return;
        }
        String id = RequestId.from(request.request().getHeader(RequestId.HEADER));
        MDC.put(RequestId.LOG_KEY, id);
        response.putHeader(RequestId.HEADER, id);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
