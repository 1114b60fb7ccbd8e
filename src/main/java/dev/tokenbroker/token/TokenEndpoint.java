package dev.tokenbroker.token;

import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;

/** Shopify's token endpoint. */
public interface TokenEndpoint {
    /**
     * Sends the request once. Never fails for anything that Shopify or the network does: every outcome is an answer. A
     * failure is a bug.
     *
     * @param late is told of an answer that comes after this one was given up: the tokens in it are as good as any
     */
    Uni<TokenAnswer> send(TokenRequest request, Consumer<TokenAnswer> late);
}
