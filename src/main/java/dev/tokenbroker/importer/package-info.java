/**
 * Owns the way here from where tokens live today: what their columns and members mean, and a command that turns an export
 * of them into an import.
 *
 * <p>Refuses to guess: a row that cannot be understood is named and left out. It shows no token but in the lines of the
 * import itself.
 */
package dev.tokenbroker.importer;
