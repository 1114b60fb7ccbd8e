/**
 * Owns what Kubernetes asks: is the process alive, has it started, can it answer callers.
 *
 * <p>Refuses to turn red for something that a restart would not mend.
 */
package dev.tokenbroker.health;
