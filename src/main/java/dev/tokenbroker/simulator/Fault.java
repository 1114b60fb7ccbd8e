package dev.tokenbroker.simulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes wrong with one call, as a sequence of steps.
 *
 * <p>Unless it says otherwise a step happens <em>before processing</em>: the call changes nothing. {@link #afterCommit()}
 * moves it behind the commit: the token has been rotated, and the answer is lost. Faults of the body always happen after
 * the commit. {@link #then} strings faults together.
 */
public final class Fault {
    /** Nothing goes wrong. */
    public static final Fault NONE = new Fault(List.of());

    private enum Point {
        BEFORE_PROCESSING,
        AFTER_COMMIT
    }

    private record Step(Point point, FaultEffect effect) {}

    private final List<Step> steps;

    private Fault(List<Step> steps) {
        this.steps = steps;
    }

    /** An HTML error page, as an edge server sends it. */
    public static Fault status(int status) {
        return before(FaultEffect.answering(Answer.html(status, String.valueOf(status), "Something went wrong.")));
    }

    public static Fault status(int status, String contentType, String body) {
        return before(FaultEffect.answering(Answer.of(status, contentType, Buffer.buffer(body))));
    }

    /** The edge's own status, seen in the wild in the middle of a rotation. */
    public static Fault status520() {
        return status(520, "text/plain; charset=UTF-8", "error code: 520");
    }

    public static Fault tooManyRequests() {
        return before(FaultEffect.answering(Answer.html(429, "429", "Too Many Requests")));
    }

    /** @param retryAfter the header's value as it is to be sent: whole seconds, a decimal, or an HTTP date */
    public static Fault tooManyRequests(String retryAfter) {
        Answer answer = Answer.html(429, "429", "Too Many Requests").with("Retry-After", retryAfter);
        return before(FaultEffect.answering(answer));
    }

    /** 401 for an active token. */
    public static Fault deadToken() {
        return before(FaultEffect.answering(OAuthError.inactiveRefreshToken().answer(true)));
    }

    public static Fault redirect(String location) {
        Answer answer = Answer.html(302, "302", "Moved").with("Location", location);
        return before(FaultEffect.answering(answer));
    }

    /** The connection is closed without a byte of an answer. */
    public static Fault reset() {
        return before(FaultEffect.answering(Answer.CUT));
    }

    /** The call waits for the time given, then goes on. */
    public static Fault delay(Duration time) {
        return before((vertx, answer) -> {
            Promise<Answer> later = Promise.promise();
            vertx.setTimer(Math.max(1, time.toMillis()), timer -> later.complete(answer));
            return later.future();
        });
    }

    /** The call waits until the hold is released, then goes on, even if its client has left. */
    public static Fault hold(Hold hold) {
        return before((vertx, answer) -> hold.arrive(vertx).map(answer));
    }

    /** The call is never answered. */
    public static Fault hang() {
        return before((vertx, answer) -> Promise.<Answer>promise().future());
    }

    /** The tokens are lost behind a page with status 200. */
    public static Fault htmlWithStatus200() {
        return body(FaultBodies.editing(answer -> Answer.html(200, "Shopify", "Just a moment...")));
    }

    /** Half of the body, then the end of the connection. */
    public static Fault truncated() {
        return body(FaultBodies.editing(answer -> answer.with(Delivery.HALF)));
    }

    /** One byte of the body at a time. */
    public static Fault slowDrip(Duration pause) {
        return body(FaultBodies.editing(answer -> answer.with(Delivery.dripping(pause))));
    }

    /** The answer lacks a field. */
    public static Fault without(String field) {
        return body(FaultBodies.editingJson(json -> {
            json.remove(field);
            return json;
        }));
    }

    /** The answer has another value in a field: zero, a negative or huge number, a text, null. */
    public static Fault with(String field, Object value) {
        return body(FaultBodies.editingJson(json -> json.put(field, value)));
    }

    /** The answer is longer than this many bytes, though otherwise right. */
    public static Fault oversized(int bytes) {
        return body(FaultBodies.editing(answer -> FaultBodies.oversized(answer, bytes)));
    }

    /** The answer comes compressed and unpacks to more than this many bytes. */
    public static Fault gzipBomb(int bytes) {
        return body(FaultBodies.editing(answer -> FaultBodies.bomb(answer, bytes)));
    }

    /** The same steps, after the new tokens have been committed. */
    public Fault afterCommit() {
        return new Fault(steps.stream()
                .map(step -> new Step(Point.AFTER_COMMIT, step.effect()))
                .toList());
    }

    public Fault then(Fault next) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(next.steps);
        return new Fault(List.copyOf(all));
    }

    Future<Answer> playBeforeProcessing(Vertx vertx) {
        Future<Answer> outcome = Future.succeededFuture(Answer.UNDECIDED);
        for (Step step : at(Point.BEFORE_PROCESSING)) {
            outcome = outcome.compose(
                    answer -> answer.isDecided() ? Future.succeededFuture(answer) : step.effect.play(vertx, answer));
        }
        return outcome;
    }

    Future<Answer> playAfterCommit(Vertx vertx, Answer committed) {
        Future<Answer> outcome = Future.succeededFuture(committed);
        for (Step step : at(Point.AFTER_COMMIT)) {
            outcome = outcome.compose(answer -> step.effect.play(vertx, answer));
        }
        return outcome;
    }

    private List<Step> at(Point point) {
        return steps.stream().filter(step -> step.point == point).toList();
    }

    private static Fault before(FaultEffect effect) {
        return new Fault(List.of(new Step(Point.BEFORE_PROCESSING, effect)));
    }

    private static Fault body(FaultEffect effect) {
        return new Fault(List.of(new Step(Point.AFTER_COMMIT, effect)));
    }
}
