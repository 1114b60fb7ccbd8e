package dev.tokenbroker.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Sends an answer the way it wants to be sent. */
final class AnswerWriter {
    private final Vertx vertx;

    AnswerWriter(Vertx vertx) {
        this.vertx = vertx;
    }

    /** @param over run just before the last byte, so that a client's next call never overlaps with this one */
    void write(HttpServerRequest request, Answer answer, Runnable over) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            over.run();
            return;
        }
        if (answer.status() != 0) {
            response.setStatusCode(answer.status());
            answer.headers().forEach(response::putHeader);
            response.putHeader("Content-Length", String.valueOf(answer.body().length()));
        }
        switch (answer.delivery().kind()) {
            case WHOLE -> whole(response, answer.body(), over);
            case HALF -> half(request, answer.body(), over);
            case NOTHING -> cut(request, over);
            case DRIPPING -> drip(response, answer, 0, over);
        }
    }

    private static void whole(HttpServerResponse response, Buffer body, Runnable over) {
        over.run();
        response.end(body);
    }

    private static void half(HttpServerRequest request, Buffer body, Runnable over) {
        request.response().write(body.slice(0, body.length() / 2)).onComplete(written -> cut(request, over));
    }

    private static void cut(HttpServerRequest request, Runnable over) {
        over.run();
        request.connection().close();
    }

    private void drip(HttpServerResponse response, Answer answer, int sent, Runnable over) {
        if (response.closed()) {
            over.run();
        } else if (sent >= answer.body().length() - 1) {
            whole(response, answer.body().slice(sent, answer.body().length()), over);
        } else {
            response.write(answer.body().slice(sent, sent + 1));
            long pause = Math.max(1, answer.delivery().pause().toMillis());
            vertx.setTimer(pause, timer -> drip(response, answer, sent + 1, over));
        }
    }
}
