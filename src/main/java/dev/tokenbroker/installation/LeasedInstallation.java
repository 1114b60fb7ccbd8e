package dev.tokenbroker.installation;

import dev.tokenbroker.audit.Actor;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/**
 * An installation that this replica alone may change until its lease ends. Every write is conditional on the fence and
 * the attempt: once overtaken, it changes nothing but the ledger.
 */
public interface LeasedInstallation {
    Installation installation();

    /** What the claim found to show first: the current pair, else the newest. */
    Optional<Candidate> firstCandidate();

    /**
     * Extends the lease for a further send of something else than {@code refused}, which Shopify answered for dead.
     */
    Uni<Step> afterRefusalOf(UUID refused);

    /** Extends the lease for a further send of the same. False: overtaken, conclude nothing. */
    Uni<Boolean> extend();

    /**
     * Writes the pair into the ledger, makes it current where the lease still holds, and tells what became of it.
     *
     * @return the row after the commit
     */
    Uni<Recorded> record(ReceivedPair pair);

    /**
     * Writes the pair into the ledger and nothing else: before it becomes current there is something to find out with its
     * access token, which must not be done before its refresh token is durable.
     */
    Uni<Void> recordAhead(ReceivedPair pair);

    /** Takes a pair out of the ledger that turned out to be another shop's, and says so of the installation. Ends the lease. */
    Uni<Void> refuseMismatch(UUID pairId, Actor actor);

    /**
     * Notes, before it is sent, that the legacy token is exchanged, and with which client secret: the first one stays.
     * Tells every replica, since the token may be dead from now on.
     *
     * @return nothing where somebody else holds it
     */
    Uni<Optional<MigrationBegun>> beginMigration(String secretVersion);

    /**
     * Writes a pair that was recorded once into the ledger again, if it is missing there, and wakes the row: the database
     * may have lost its latest commits.
     */
    Uni<Void> restore(ReceivedPair pair);

    /**
     * From now on tokens are asked for by client credentials; there is none yet. Ends the lease.
     *
     * @return the row as it is now; nothing where somebody else holds it
     */
    Uni<Optional<Installation>> grantClientCredentials(Actor actor);

    /** Ends the attempt without a pair. Returns the row as it is now. */
    Uni<Optional<Installation>> settle(Settlement settlement);

    /**
     * @param secretVersion with which it has to be sent
     * @param again whether it was sent before, and nobody knows with what effect
     */
    record MigrationBegun(String secretVersion, boolean again) {}

    /** What the ledger has to offer after a refusal. */
    sealed interface Step {
        record Next(Candidate candidate) implements Step {}

        /** Every token was refused by the answer to its own request. */
        record Exhausted() implements Step {}

        /** There are others, too young to be shown yet. */
        record TooYoung() implements Step {}

        record Overtaken() implements Step {}
    }

    /** What became of a recorded pair. */
    sealed interface Recorded {
        /** It is the current one. */
        record Current(Installation installation) implements Recorded {}

        /** Somebody else holds the installation now: the pair is in the ledger, and the row is due. */
        record InLedger(Installation installation) implements Recorded {}

        /** The installation was erased meanwhile; nothing is kept of its former life. */
        record AnotherLife() implements Recorded {}
    }
}
