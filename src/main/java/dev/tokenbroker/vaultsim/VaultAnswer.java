package dev.tokenbroker.vaultsim;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An answer in the one shape that all of Vault's have. */
record VaultAnswer(int status, JsonObject body) {
    static VaultAnswer data(JsonObject data) {
        return data(200, data);
    }

    static VaultAnswer data(int status, JsonObject data) {
        return new VaultAnswer(status, shape().put("data", data));
    }

    static VaultAnswer auth(JsonObject auth) {
        return new VaultAnswer(200, shape().put("auth", auth));
    }

    static VaultAnswer done() {
        return new VaultAnswer(204, new JsonObject());
    }

    static VaultAnswer error(int status, String... errors) {
        return new VaultAnswer(status, new JsonObject().put("errors", new JsonArray(java.util.List.of(errors))));
    }

    static VaultAnswer denied() {
        return error(403, "permission denied");
    }

    static VaultAnswer noHandler(String path) {
        return error(404, "no handler for route \"" + path + "\". route entry not found.");
    }

    private static JsonObject shape() {
        return new JsonObject()
                .put("request_id", "sim-request")
                .put("lease_id", "")
                .put("renewable", false)
                .put("lease_duration", 0)
                .putNull("data")
                .putNull("wrap_info")
                .putNull("warnings")
                .putNull("auth");
    }
}
