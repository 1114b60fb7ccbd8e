package dev.tokenbroker.broker;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.Settlement;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** A lease of which a test says what it can; to ask it for anything else is a mistake. */
abstract class BareLease implements LeasedInstallation {
    final Installation row = SampleRow.withoutToken(GrantKind.EXPIRING).row();

    @Override
    public Installation installation() {
        return row;
    }

    @Override
    public Optional<Candidate> firstCandidate() {
        return Optional.empty();
    }

    @Override
    public Uni<Step> afterRefusalOf(UUID refused) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Boolean> extend() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Recorded> record(ReceivedPair pair) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Void> recordAhead(ReceivedPair pair) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Void> refuseMismatch(UUID pairId, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Optional<MigrationBegun>> beginMigration(String secretVersion) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Void> restore(ReceivedPair pair) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Optional<Installation>> grantClientCredentials(Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Optional<Installation>> settle(Settlement settlement) {
        throw new UnsupportedOperationException();
    }
}
