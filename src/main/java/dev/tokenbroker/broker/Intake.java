package dev.tokenbroker.broker;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.LeasedInstallation.Recorded;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.token.AccessToken;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Takes the pair of a new grant in: into the ledger first; then the shop is asked who it is, with the new access token, since
 * that may count as the pair's first use; and only the right shop's pair becomes the current one.
 */
@Singleton
final class Intake {
    private final Recording recording;
    private final Identities identities;

    Intake(Recording recording, Identities identities) {
        this.recording = recording;
        this.identities = identities;
    }

    /** What became of the pair. */
    sealed interface Taken {
        /** @param installation as it is now; overtaken, the pair is in the ledger, where the next renewal finds it */
        record In(Installation installation) implements Taken {}

        record OfAnotherShop() implements Taken {}

        /** The installation was erased meanwhile. */
        record AnotherLife() implements Taken {}
    }

    Uni<Taken> take(LeasedInstallation lease, ReceivedPair pair, AccessToken token, Actor actor) {
        return recording
                .aheadUntilDurable(lease, pair)
                .chain(() -> identities.of(lease.installation(), token))
                .flatMap(identity -> identity instanceof Identities.Mismatch
                        ? recording.refusedUntilDurable(lease, pair, actor).replaceWith(new Taken.OfAnotherShop())
                        : recording
                                .untilDurable(lease, identities.named(pair, identity))
                                .map(Intake::taken));
    }

    private static Taken taken(Recorded recorded) {
        if (recorded instanceof Recorded.Current current) {
            return new Taken.In(current.installation());
        }
        return recorded instanceof Recorded.InLedger ledger
                ? new Taken.In(ledger.installation())
                : new Taken.AnotherLife();
    }
}
