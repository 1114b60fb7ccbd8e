/**
 * Owns the append-only record of what happened to tokens, by whom, the chain that shows whether somebody altered it, and the
 * fingerprints that name a token there.
 *
 * <p>Refuses every token: an event holds fingerprints under a key of their own, or nothing.
 */
package dev.tokenbroker.audit;
