/**
 * Owns what is true of every answer on the public port, whoever makes it: the shape of problems, the request's id, what may
 * be cached, how large and how slow a request may be, and that its caller holds the permission.
 *
 * <p>Refuses whatever could be read in two ways: odd framing, unknown or doubled members and parameters, other spellings of
 * a path.
 */
package dev.tokenbroker.http;
