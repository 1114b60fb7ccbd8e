/**
 * Owns what a token is: pairs and their lifetimes, when they are fresh, how they are sealed, and the two ports that
 * tokens come and go through, Shopify's token endpoint and the key service.
 *
 * <p>Refuses to keep a token in the clear and to guess what an answer of Shopify means.
 */
package dev.tokenbroker.token;
