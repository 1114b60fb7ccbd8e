package dev.tokenbroker.proof;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The way to the database: statements arrive late or never, and whether a commit happened may stay unknown. */
final class DatabaseClient implements InstallationStore {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Universe universe;
    private final Life life;
    private final Ticker ticker;

    DatabaseClient(Universe universe, Life life, Ticker ticker) {
        this.universe = universe;
        this.life = life;
        this.ticker = ticker;
    }

    private <T> Uni<T> commit(Supplier<T> statement) {
        return Uni.createFrom().emitter(emitter -> {
            Schedule schedule = universe.schedule();
            Runnable unanswered = life.guard(
                    () -> emitter.fail(new StoreUnavailableException(new IllegalStateException("simulated"))));
            if (universe.databaseIsAway() || universe.troubled(0.02)) {
                schedule.after(PATIENCE, unanswered);
                return;
            }
            schedule.after(transit(), () -> {
                // a statement that is on its way is carried out, even if who sent it is dead by then
                T result = statement.get();
                if (universe.troubled(0.04)) {
                    schedule.after(PATIENCE, unanswered);
                } else {
                    schedule.after(transit(), life.guard(() -> emitter.complete(result)));
                }
            });
        });
    }

    private Duration transit() {
        return universe.schedule().upTo(universe.troubled(0.03) ? Duration.ofSeconds(2) : Duration.ofMillis(5));
    }

    @Override
    public Uni<Optional<Installation>> find(InstallationKey key) {
        return commit(() -> Optional.of(universe.ledger().read()));
    }

    @Override
    public Uni<Optional<LeasedInstallation>> claim(Claim claim) {
        UUID attempt = new UUID(
                universe.schedule().random().nextLong(),
                universe.schedule().random().nextLong());
        return commit(() -> {
            Ledger ledger = universe.ledger();
            return ledger.claim(claim, attempt)
                    ? Optional.of(
                            new Lease(ledger.read(), attempt, ledger.fence, claim.lease(), ledger.firstCandidate()))
                    : Optional.empty();
        });
    }

    @Override
    public Uni<Void> prune(Installation installation, UUID proven) {
        return commit(() -> {
            universe.ledger().prune(proven);
            return null;
        });
    }

    private final class Lease implements LeasedInstallation {
        private final Installation claimed;
        private final UUID attempt;
        private final long fence;
        private final Duration lease;
        private final Optional<Candidate> first;

        Lease(Installation claimed, UUID attempt, long fence, Duration lease, Optional<Candidate> first) {
            this.claimed = claimed;
            this.attempt = attempt;
            this.fence = fence;
            this.lease = lease;
            this.first = first;
        }

        @Override
        public Installation installation() {
            return claimed;
        }

        @Override
        public Optional<Candidate> firstCandidate() {
            return first;
        }

        @Override
        public Uni<Step> afterRefusalOf(UUID refused) {
            return commit(() -> universe.ledger().afterRefusal(fence, attempt, refused, lease));
        }

        @Override
        public Uni<Boolean> extend() {
            return commit(() -> universe.ledger().extend(fence, attempt, lease));
        }

        @Override
        public Uni<Recorded> record(ReceivedPair pair) {
            return commit(() -> universe.ledger().record(fence, attempt, pair, ticker.nanos() - pair.sentAtNanos()));
        }

        @Override
        public Uni<Optional<Installation>> grantClientCredentials(String actor) {
            throw new UnsupportedOperationException("not part of the proof");
        }

        @Override
        public Uni<Optional<Installation>> settle(Settlement settlement) {
            return commit(() -> universe.ledger().settle(fence, attempt, settlement)
                    ? Optional.of(universe.ledger().read())
                    : Optional.empty());
        }
    }

    DueInstallations due() {
        return new DueInstallations() {
            @Override
            public Uni<List<Due>> due(AppName app, Duration keepWarm, int limit) {
                return commit(() -> universe.ledger().due()
                        ? List.of(new Due(universe.ledger().read(), false))
                        : List.of());
            }

            @Override
            public Uni<List<Due>> canary(AppName app) {
                return Uni.createFrom().item(List.of());
            }

            @Override
            public Uni<Void> asked(Collection<UUID> installations) {
                return Uni.createFrom().voidItem();
            }

            @Override
            public Uni<Void> release(AppName app) {
                return Uni.createFrom().voidItem();
            }
        };
    }

    @Override
    public Uni<UUID> identify(InstallationKey key) {
        throw new UnsupportedOperationException("not part of the proof");
    }

    @Override
    public Uni<Installation> enrol(InstallationKey key, UUID id, DataKeyRef dataKey) {
        throw new UnsupportedOperationException("not part of the proof");
    }

    @Override
    public Uni<Boolean> belongsElsewhere(InstallationKey key, ShopId shopId) {
        throw new UnsupportedOperationException("not part of the proof");
    }

    @Override
    public Uni<Boolean> hasHeld(Installation installation, String refreshTokenFingerprint) {
        throw new UnsupportedOperationException("not part of the proof");
    }

    @Override
    public Uni<Boolean> isCurrent(Installation installation, String accessTokenFingerprint) {
        throw new UnsupportedOperationException("not part of the proof");
    }

    @Override
    public Uni<Boolean> erase(InstallationKey key, String actor) {
        throw new UnsupportedOperationException("not part of the proof");
    }
}
