/**
 * Owns the way to HashiCorp Vault, or OpenBao: login, Transit for data keys, key-value secrets for client secrets; off the event
 * loop, bounded in time and number.
 *
 * <p>Refuses a Transit key that is not derived, and to log in on a caller's time.
 */
package dev.tokenbroker.vault;
