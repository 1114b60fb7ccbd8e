package dev.tokenbroker.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/** One body on its way in. */
final class WholeBody {
    private final RoutingContext request;
    private final int largest;
    private Buffer body = Buffer.buffer();

    private WholeBody(RoutingContext request, int largest) {
        this.request = request;
        this.largest = largest;
    }

    /** Goes on with the request when all of its body is here; fails it with 413 as soon as it is known to be too large. */
    static void read(RoutingContext request, int largest) {
        HttpServerRequest inbound = request.request();
        if (announced(inbound) > largest) {
            inbound.resume();
            request.fail(new ProblemException(Problem.of(ProblemCode.PAYLOAD_TOO_LARGE)));
            return;
        }
        WholeBody whole = new WholeBody(request, largest);
        inbound.handler(whole::take);
        inbound.exceptionHandler(gone -> whole.body = null);
        inbound.endHandler(end -> whole.proceed());
        if (inbound.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue();
        }
        inbound.resume();
    }

    private static long announced(HttpServerRequest inbound) {
        String length = inbound.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void take(Buffer chunk) {
        if (body == null) {
            return; // refused already: the rest is let go
        }
        if (body.length() + chunk.length() > largest) {
            body = null;
            request.fail(new ProblemException(Problem.of(ProblemCode.PAYLOAD_TOO_LARGE)));
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void proceed() {
        if (body != null) {
            ((RoutingContextInternal) request).setBody(body);
            request.next();
        }
    }
}
