/**
 * Owns traces: whether there are any, of what, and what may be said in them.
 *
 * <p>Refuses whatever a request brought that may be a secret: a query, an odd path, the text of an exception.
 */
package dev.tokenbroker.tracing;
