package dev.tokenbroker.installation;

import java.time.Duration;
import java.util.UUID;

/**
 * Asks for the right to change an installation's pair.
 *
 * @param seenVersion the version of a row just read; a renewal of a row that has moved on is refused, and an ID token's
 *     exchange
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
        /** A legacy grant is exchanged for an expiring one. */
        MIGRATION("migration"),
        /** A caller hands tokens over. */
        IMPORT("import"),
        /** An authorization code is exchanged. */
        CODE("code"),
        /** An ID token is exchanged. */
        ID_TOKEN("id_token");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** Brings another grant than the one there is, and so is told to every replica. */
        public boolean acquisition() {
            return this != RENEWAL;
        }

        /** Is done whatever the row says: the merchant is present now, or a caller knows better. */
        public boolean overriding() {
            return this == IMPORT || fromMerchant();
        }

        /** Is done for the row that was seen alone: the grant that came in since may do as well, and would be retired. */
        public boolean judged() {
            return this == ID_TOKEN;
        }

        /** Cannot be repeated without a merchant; whether it retired the grant is unknown until it is recorded. */
        public boolean fromMerchant() {
            return this == CODE || this == ID_TOKEN;
        }
    }
}
