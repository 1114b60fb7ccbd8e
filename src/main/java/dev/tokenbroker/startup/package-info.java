/**
 * Owns the start: every setting, what of it is unsafe, the clock, and what happens every so often.
 *
 * <p>Refuses to run on settings that contradict one another, or that nobody knows.
 */
package dev.tokenbroker.startup;
