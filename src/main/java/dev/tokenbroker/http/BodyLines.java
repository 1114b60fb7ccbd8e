package dev.tokenbroker.http;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/**
 * The body of an import, line by line. The connection is read only as far as lines are asked for; what the client sends
 * beyond that waits in its own hands.
 */
@RequestScoped
public class BodyLines {
    private final RoutingContext routing;

    BodyLines(RoutingContext routing) {
        this.routing = routing;
    }

    /** Can be asked for once. A client that goes away ends it; the line that it was in the midst of is not read. */
    public Multi<BodyLine> read() {
        LineSplitter lines = new LineSplitter();
        return chunks(routing.request())
                .map(Buffer::getBytes)
                .onItem()
                .transformToIterable(lines::feed)
                .onCompletion()
                .continueWith(lines::end)
                .onFailure(ClientGone::is)
                .recoverWithCompletion();
    }

    private Multi<Buffer> chunks(HttpServerRequest inbound) {
        if (inbound.isEnded()) {
            return Multi.createFrom().empty();
        }
        if (inbound.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            routing.response().writeContinue();
        }
        return MultiHelper.toMulti(inbound);
    }
}
