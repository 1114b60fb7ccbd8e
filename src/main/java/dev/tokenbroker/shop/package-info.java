/**
 * Owns what identifies a shop and what an app may do there: its domain, its permanent number, its scopes.
 *
 * <p>Refuses every spelling of a domain that could lead a request anywhere but to {@code *.myshopify.com}.
 */
package dev.tokenbroker.shop;
