package dev.tokenbroker.shopify;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;

/** Reads an answer's body up to 64 KiB; whoever sends more is cut off, and what came counts as not understood. */
final class CappedBody {
    private static final int MOST = 64 * 1024;

    private CappedBody() {}

    static Future<String> of(HttpClientResponse response) {
        Promise<String> body = Promise.promise();
        Buffer read = Buffer.buffer();
        response.handler(chunk -> {
            if (read.length() + chunk.length() > MOST) {
                body.tryComplete("");
                response.request().reset();
            } else {
                read.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(body::tryFail);
        response.endHandler(end -> body.tryComplete(read.toString(StandardCharsets.UTF_8)));
        return body.future();
    }
}
