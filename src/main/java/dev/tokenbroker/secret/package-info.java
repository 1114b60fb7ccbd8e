/**
 * Owns values that must never be seen: they print, serialise and compare without showing themselves.
 *
 * <p>Refuses every way out but {@link dev.tokenbroker.secret.SecretString#reveal()}, whose callers an architecture test
 * lists.
 */
package dev.tokenbroker.secret;
