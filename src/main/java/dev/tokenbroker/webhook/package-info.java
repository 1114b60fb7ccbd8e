/**
 * Owns what Shopify tells us by itself: whether it was Shopify, which shop it is about, and that it is not lost once it was
 * answered with 200.
 *
 * <p>Refuses to believe a header where the signed body says otherwise, and to keep anything about a shop's customers.
 */
package dev.tokenbroker.webhook;
