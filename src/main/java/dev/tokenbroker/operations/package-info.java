/**
 * Owns long runs over the fleet: started once, worked on by one replica at a time, paused, resumed after a restart; and the
 * runs that wrap data keys anew.
 *
 * <p>Refuses to call a run done before the count on the primary says so.
 */
package dev.tokenbroker.operations;
