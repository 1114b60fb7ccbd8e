/**
 * Owns what is durable: PostgreSQL, by plain SQL where the statement is the protocol and by Hibernate Reactive where it
 * only lists.
 *
 * <p>Refuses to decide anything by a clock that is not the database's, and to hold a connection while Shopify is asked.
 */
package dev.tokenbroker.postgres;
