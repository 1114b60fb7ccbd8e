package dev.tokenbroker.simulator;

import io.vertx.core.json.JsonObject;

/** What a grant answers: tokens or a refusal. */
sealed interface GrantResult permits GrantResult.Granted, OAuthError {

    /** @param minted whether new tokens came into being, as opposed to a replay of an earlier answer */
    record Granted(JsonObject body, boolean minted) implements GrantResult {
        @Override
        public String toString() {
            return "Granted[minted=" + minted + "]";
        }
    }

    static GrantResult minted(JsonObject body) {
        return new Granted(body, true);
    }

    static GrantResult replayed(JsonObject body) {
        return new Granted(body, false);
    }
}
