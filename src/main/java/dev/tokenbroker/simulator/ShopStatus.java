package dev.tokenbroker.simulator;

import io.vertx.core.json.JsonObject;

/** Whether a shop answers at all; each status but {@link #ACTIVE} has one HTTP answer for every call. */
public enum ShopStatus {
    ACTIVE(200, "OK"),
    FROZEN(402, "Unavailable Shop"),
    LOCKED(423, "Locked"),
    DELETED(404, "Not Found");

    private final int httpStatus;
    private final String errors;

    ShopStatus(int httpStatus, String errors) {
        this.httpStatus = httpStatus;
        this.errors = errors;
    }

    Answer answer() {
        return Answer.json(httpStatus, new JsonObject().put("errors", errors));
    }
}
