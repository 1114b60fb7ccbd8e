/**
 * Owns the form of a line of the log where it is JSON: which keys it has, whatever wrote it.
 *
 * <p>Refuses to say anything of its own: what a line tells is its writer's, and so is that no secret is in it.
 */
package dev.tokenbroker.logline;
