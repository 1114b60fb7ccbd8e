/**
 * Owns what is kept in memory: bounded maps whose entries end.
 *
 * <p>Refuses to grow without a bound, and to show its entries.
 */
package dev.tokenbroker.cache;
