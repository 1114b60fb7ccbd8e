package dev.tokenbroker.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer before it is sent, and the way in which it is to be sent.
 *
 * @param status HTTP status; 0 while nothing has been decided yet, or where no answer will be sent at all
 */
record Answer(int status, Map<String, String> headers, Buffer body, Delivery delivery) {
    /** Nothing has answered yet: the call goes on to the next step. */
    static final Answer UNDECIDED = new Answer(0, Map.of(), Buffer.buffer(), Delivery.WHOLE);

    /** The connection is closed without a byte. */
    static final Answer CUT = new Answer(0, Map.of(), Buffer.buffer(), Delivery.NOTHING);

    static Answer of(int status, String contentType, Buffer body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, Delivery.WHOLE);
    }

    static Answer json(int status, JsonObject body) {
        return of(status, "application/json; charset=utf-8", body.toBuffer());
    }

    static Answer html(int status, String title, String text) {
        return of(
                status,
                "text/html; charset=utf-8",
                Buffer.buffer("<!DOCTYPE html><html><head><title>" + escaped(title) + "</title></head><body><p>"
                        + escaped(text) + "</p></body></html>"));
    }

    static Answer unknownShop() {
        return html(404, "Store unavailable", "Sorry, this store is currently unavailable.");
    }

    boolean isDecided() {
        return this != UNDECIDED;
    }

    boolean hasTokens() {
        return status == 200 && headers.getOrDefault("Content-Type", "").startsWith("application/json");
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, delivery);
    }

    Answer with(Buffer otherBody) {
        return new Answer(status, headers, otherBody, delivery);
    }

    Answer with(Delivery otherDelivery) {
        return new Answer(status, headers, body, otherDelivery);
    }

    @Override
    public String toString() {
        return "Answer[status=" + status + "]";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
