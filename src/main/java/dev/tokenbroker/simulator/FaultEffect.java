package dev.tokenbroker.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * One thing that goes wrong. Before processing it is given {@link Answer#UNDECIDED}: to return anything else keeps the
 * call from being processed. After the commit it is given the true answer and returns what the client gets instead.
 */
@FunctionalInterface
interface FaultEffect {
    Future<Answer> play(Vertx vertx, Answer answer);

    /** An effect that needs no time. */
    static FaultEffect answering(Answer answer) {
        return (vertx, ignored) -> Future.succeededFuture(answer);
    }
}
