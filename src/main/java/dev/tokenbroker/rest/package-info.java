/**
 * Owns the API as callers and operators see it: paths, members, and which outcome is which answer.
 *
 * <p>Refuses to show a refresh token: no type here has a place for one to go out.
 */
package dev.tokenbroker.rest;
