package dev.tokenbroker.broker;

/**
 * Who reads a token.
 *
 * @param caller his name in the configuration
 * @param requestId of the request that he reads it by
 */
public record Reader(String caller, String requestId) {}
