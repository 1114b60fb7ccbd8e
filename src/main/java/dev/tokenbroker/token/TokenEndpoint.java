package dev.tokenbroker.token;

import io.smallrye.mutiny.Uni;

/** Shopify's token endpoint. */
public interface TokenEndpoint {
    /**
     * Sends the request once. Never fails for anything that Shopify or the network does: every outcome is an answer. A
     * failure is a bug.
     */
    Uni<TokenAnswer> send(TokenRequest request);
}
