/**
 * Owns the way out to Shopify, and what its answers mean.
 *
 * <p>Refuses redirects, answers over 64 KiB, and to tell one dead refresh token from a dead shop.
 */
package dev.tokenbroker.shopify;
