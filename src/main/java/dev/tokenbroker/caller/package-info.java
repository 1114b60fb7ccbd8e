/**
 * Owns who asks, and what each caller may have: the callers by JWT subject, their budgets, and the proof of identity.
 *
 * <p>Refuses whatever no rule allows, a policy with a mistake in it, and every token that is not wholly ours.
 */
package dev.tokenbroker.caller;
