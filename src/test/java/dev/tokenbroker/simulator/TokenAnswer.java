package dev.tokenbroker.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;

/** What a client got back. */
record TokenAnswer(HttpResponse<byte[]> response) {
    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    String text() {
        return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    JsonObject json() {
        return new JsonObject(Buffer.buffer(response.body()));
    }

    String error() {
        return json().getString("error");
    }

    String accessToken() {
        return json().getString("access_token");
    }

    String refreshToken() {
        return json().getString("refresh_token");
    }

    /** Status and error code, as one text to compare. */
    String refusal() {
        return status() + " " + error();
    }
}
