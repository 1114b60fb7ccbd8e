/**
 * Owns what the operator's own systems are told by themselves: that an installation needs its merchant, is gone, or is well again.
 *
 * <p>Refuses to tell a token, to follow a redirect, and to let one target wait for another.
 */
package dev.tokenbroker.notification;
