package dev.tokenbroker.simulator;

import java.time.Instant;

/**
 * One call of the token endpoint, as Shopify's log would have it. Never holds a token.
 *
 * @param at when its body had arrived
 * @param shop the domain it was sent to
 * @param clientId as sent; empty where it was not
 * @param grant {@code refresh_token}, {@code code}, {@code id_token}, {@code migration}, {@code client_credentials},
 *     {@code app_only} or {@code unknown}
 * @param status HTTP status the client was sent; 0 where the connection was closed instead
 * @param minted whether new tokens came into being, whatever the client got to see
 */
public record TokenCall(Instant at, String shop, String clientId, String grant, int status, boolean minted) {}
