package dev.tokenbroker.torture;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.installation.Sighting;
import dev.tokenbroker.shop.ShopId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** The real store with failpoints around what a renewal writes. */
record FusedStore(InstallationStore store, Fuse fuse) implements InstallationStore {
    @Override
    public Uni<Optional<LeasedInstallation>> claim(Claim claim) {
        return fuse.after(Failpoint.CLAIM_AFTER, store.claim(claim).invoke(fuse::atWork))
                .map(lease -> lease.map(held -> new FusedLease(held, fuse)));
    }

    @Override
    public Uni<Void> prune(Installation installation, UUID proven) {
        return store.prune(installation, proven);
    }

    @Override
    public Uni<Sighting<Installation>> look(InstallationKey key) {
        return store.look(key);
    }

    @Override
    public Uni<UUID> identify(InstallationKey key) {
        return store.identify(key);
    }

    @Override
    public Uni<Installation> enrol(InstallationKey key, UUID id, DataKeyRef dataKey) {
        return store.enrol(key, id, dataKey);
    }

    @Override
    public Uni<Boolean> belongsElsewhere(InstallationKey key, ShopId shopId) {
        return store.belongsElsewhere(key, shopId);
    }

    @Override
    public Uni<Boolean> hasHeld(Installation installation, String refreshTokenFingerprint) {
        return store.hasHeld(installation, refreshTokenFingerprint);
    }

    @Override
    public Uni<Boolean> isCurrent(Installation installation, String accessTokenFingerprint) {
        return store.isCurrent(installation, accessTokenFingerprint);
    }

    @Override
    public Uni<Boolean> erase(InstallationKey key, Actor actor) {
        return store.erase(key, actor);
    }

    private record FusedLease(LeasedInstallation lease, Fuse fuse) implements LeasedInstallation {
        /** The commit may be on its way, or done and unheard of, or done and unpublished. */
        @Override
        public Uni<Recorded> record(ReceivedPair pair) {
            Uni<Recorded> recorded = fuse.during(Failpoint.RECORD_AFTER, lease.record(pair));
            return fuse.after(Failpoint.PUBLISH_BEFORE, fuse.before(Failpoint.RECORD_BEFORE, recorded));
        }

        @Override
        public Installation installation() {
            return lease.installation();
        }

        @Override
        public Optional<Candidate> firstCandidate() {
            return lease.firstCandidate();
        }

        @Override
        public Uni<Step> afterRefusalOf(UUID refused) {
            return lease.afterRefusalOf(refused);
        }

        @Override
        public Uni<Boolean> extend() {
            return lease.extend();
        }

        @Override
        public Uni<Void> recordAhead(ReceivedPair pair) {
            return lease.recordAhead(pair);
        }

        @Override
        public Uni<Void> refuseMismatch(UUID pairId, Actor actor) {
            return lease.refuseMismatch(pairId, actor);
        }

        @Override
        public Uni<Optional<MigrationBegun>> beginMigration(String secretVersion) {
            return lease.beginMigration(secretVersion);
        }

        @Override
        public Uni<Void> restore(ReceivedPair pair) {
            return lease.restore(pair);
        }

        @Override
        public Uni<Optional<Installation>> grantClientCredentials(Actor actor) {
            return lease.grantClientCredentials(actor);
        }

        @Override
        public Uni<Optional<Installation>> settle(Settlement settlement) {
            return lease.settle(settlement);
        }
    }
}
