/**
 * Owns a strict, scriptable stand-in for Shopify: its token endpoint, a stub of its Admin API, and the faults of both.
 *
 * <p>Refuses to be lenient: what Shopify leaves unsaid is answered here in the way that hurts a careless client most.
 */
package dev.tokenbroker.simulator;
