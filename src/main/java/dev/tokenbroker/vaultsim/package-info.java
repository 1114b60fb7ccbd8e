/**
 * Owns a Vault on the loopback interface for development and tests: it truly encrypts, and enforces policies, contexts, key
 * versions, the life of tokens, the seal and the rules of batches as Vault documents them.
 *
 * <p>Refuses what Vault refuses, in Vault's words; it is no part of the packaged application.
 */
package dev.tokenbroker.vaultsim;
