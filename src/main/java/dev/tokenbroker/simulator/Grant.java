package dev.tokenbroker.simulator;

/** One way to come by a token. Called under the simulator's lock, with an authenticated app and an open shop. */
interface Grant {
    GrantResult answer(GrantCall call);
}
