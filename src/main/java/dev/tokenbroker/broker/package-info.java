/**
 * Owns the product: a valid access token for a shop, from memory, else from the row, else by a renewal that everybody
 * joins; and renews ahead of need.
 *
 * <p>Refuses to let a reader wait while a token lives, and to believe that a shop is dead on one answer.
 */
package dev.tokenbroker.broker;
