package dev.tokenbroker.installation;

import java.time.Duration;
import java.util.UUID;

/**
 * Asks for the right to change an installation's pair.
 *
 * @param seenVersion the version of a row just read; a renewal of a row that has moved on is refused
 * @param knownVersion the highest that this replica ever saw: after a failover the row may have fallen behind it, and a
 *     version must not be given twice
 * @param settle age that a renewed pair must have
 * @param forced a caller reported the token refused: granted once a minute
 * @param canary asks on behalf of the whole app, and so no back-off of this installation binds it
 */
public record Claim(
        UUID installation,
        UUID dataKey,
        Kind kind,
        long seenVersion,
        long knownVersion,
        String owner,
        Duration lease,
        Duration settle,
        boolean forced,
        boolean canary) {
    /** What is done under the lease. */
    public enum Kind {
        RENEWAL("renewal"),
        IMPORT("import");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public boolean acquisition() {
            return this != RENEWAL;
        }
    }
}
