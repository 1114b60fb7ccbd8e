package dev.tokenbroker.simulator;

import java.time.Instant;

/** A call between its arrival and its answer. Used by one event loop only. */
final class CallInProgress {
    private final TokenCalls calls;
    private final String shop;
    private final TokenRequest request;
    private final Instant at;
    private boolean minted;
    private boolean left;

    CallInProgress(TokenCalls calls, String shop, TokenRequest request, Instant at) {
        this.calls = calls;
        this.shop = shop;
        this.request = request;
        this.at = at;
    }

    TokenRequest request() {
        return request;
    }

    /** New tokens are committed; whether the client will learn of them is another question. */
    void minted() {
        minted = true;
        if (request.get("grant_type").equals("refresh_token")) {
            calls.rotated(shop);
        }
    }

    /** The last byte is about to be sent, or the client has gone: whichever comes first counts. */
    void leaves() {
        if (!left) {
            left = true;
            calls.left(shop);
        }
    }

    void answeredWith(int status) {
        calls.answered(new TokenCall(at, shop, request.get("client_id"), Grants.nameOf(request), status, minted));
    }
}
