/**
 * Owns the life of an app on a shop: its state, its grant, and the store whose writes exist only on a leased
 * installation.
 *
 * <p>Refuses to change a pair without a lease, and to decide anything from a clock that is not the database's.
 */
package dev.tokenbroker.installation;
