package dev.tokenbroker.simulator;

import java.time.Instant;

/** An authenticated call of the token endpoint. */
record GrantCall(TokenRequest request, SimulatedShop shop, Installation installation, AppSecret secret, Instant now) {

    SimulatedApp app() {
        return installation.app();
    }

    String parameter(String name) {
        return request.get(name);
    }
}
