/**
 * Owns the world that development and tests run in: a real PostgreSQL, a simulated Shopify, an issuer of callers' tokens.
 *
 * <p>Refuses to be packaged: the build leaves it out, and a test looks.
 */
package dev.tokenbroker.world;
