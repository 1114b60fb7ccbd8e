/**
 * Owns which Shopify apps the broker holds tokens of, and with which credentials.
 *
 * <p>Refuses two apps with one client id, and an app without a secret.
 */
package dev.tokenbroker.app;
