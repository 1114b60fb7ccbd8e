/**
 * Owns the key file: a key service for development and small installations, with the same envelope as Vault's.
 *
 * <p>Refuses a key file that others can read.
 */
package dev.tokenbroker.localkeys;
