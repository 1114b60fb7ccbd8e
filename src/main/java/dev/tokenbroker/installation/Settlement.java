package dev.tokenbroker.installation;

import dev.tokenbroker.audit.Actor;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The end of an attempt that brought no pair.
 *
 * @param retryIn until then nobody claims
 * @param keepLease nothing may be sent before the lease has ended: Shopify may still be working on the request
 * @param unsent the candidate that was certainly not processed: it counts as never shown
 * @param nothingMigrated the legacy token was not exchanged, and is served again
 * @param suspicion what the answers hint at; it becomes a state only after its time
 */
public record Settlement(
        Duration retryIn,
        boolean keepLease,
        Optional<FailureCause> failure,
        Optional<UUID> unsent,
        Optional<Suspicion> suspicion,
        boolean suspended,
        boolean nothingMigrated,
        Actor actor) {

    /** Nothing was asked of Shopify, and nothing is held against the installation. */
    public static Settlement nothingSent(Duration retryIn, Optional<UUID> unsent, Actor actor) {
        return new Settlement(retryIn, false, Optional.empty(), unsent, Optional.empty(), false, false, actor);
    }

    public static Settlement failed(Duration retryIn, FailureCause cause, Actor actor) {
        return new Settlement(
                retryIn, false, Optional.of(cause), Optional.empty(), Optional.empty(), false, false, actor);
    }

    public Settlement keepingLease() {
        return new Settlement(retryIn, true, failure, unsent, suspicion, suspended, nothingMigrated, actor);
    }

    public Settlement without(UUID candidate) {
        return new Settlement(
                retryIn, keepLease, failure, Optional.of(candidate), suspicion, suspended, nothingMigrated, actor);
    }

    public Settlement suspecting(Suspicion suspected) {
        return new Settlement(
                retryIn, keepLease, failure, unsent, Optional.of(suspected), suspended, nothingMigrated, actor);
    }

    public Settlement suspending() {
        return new Settlement(retryIn, keepLease, failure, unsent, suspicion, true, nothingMigrated, actor);
    }

    public Settlement withoutMigration() {
        return new Settlement(retryIn, keepLease, failure, unsent, suspicion, suspended, true, actor);
    }

    /**
     * A reason to believe that only a merchant can help.
     *
     * @param believedAfter how long it must have been suspected for, by one answer after another
     */
    public record Suspicion(String reason, Duration believedAfter) {
        private static final Duration SECOND_OPINION = Duration.ofSeconds(45);
        private static final Duration DAY = Duration.ofDays(1);

        /** @param appIsFine whether it cannot be the app that is refused: else its every installation would be called dead */
        public static Suspicion deadRefreshToken(boolean appIsFine) {
            return new Suspicion("refresh-token-refused", appIsFine ? SECOND_OPINION : DAY);
        }

        /** The exchange of a legacy token is refused, and the token is dead as well. */
        public static Suspicion migrationRefused() {
            return new Suspicion("migration-refused", SECOND_OPINION);
        }

        public static Suspicion shopNotFound() {
            return new Suspicion("shop-not-found", DAY);
        }
    }
}
