/**
 * Owns what a merchant's browser sees of an install: the App URL, the callback, and their pages.
 *
 * <p>Refuses what Shopify did not sign, what was begun in another browser, and to send anybody to an address that is not
 * configured.
 */
package dev.tokenbroker.oauth;
