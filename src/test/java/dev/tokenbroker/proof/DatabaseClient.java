package dev.tokenbroker.proof;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.AppBreakers;
import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.DatabaseHistory;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.installation.Sighting;
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
final class DatabaseClient implements InstallationStore, DueInstallations {
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
            String primary = universe.history();
            schedule.after(transit(), () -> {
                if (!primary.equals(universe.history())) {
                    schedule.after(PATIENCE, unanswered);
                    return;
                }
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
    public Uni<Sighting<Installation>> look(InstallationKey key) {
        return commit(() -> Sighting.of(universe.ledger().read()));
    }

    @Override
    public Uni<Optional<LeasedInstallation>> claim(Claim claim) {
        UUID attempt = universe.schedule().uuid();
        return commit(() -> {
            Ledger ledger = universe.ledger();
            return ledger.claim(claim, attempt)
                    ? Optional.of(new Lease(ledger.read(), claim, attempt, ledger.fence(), first(claim)))
                    : Optional.empty();
        });
    }

    private Optional<Candidate> first(Claim claim) {
        return claim.kind().acquisition() ? Optional.empty() : universe.ledger().firstCandidate();
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
        private final Claim claim;
        private final UUID attempt;
        private final long fence;
        private final Optional<Candidate> first;

        Lease(Installation claimed, Claim claim, UUID attempt, long fence, Optional<Candidate> first) {
            this.claimed = claimed;
            this.claim = claim;
            this.attempt = attempt;
            this.fence = fence;
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
            return commit(() -> universe.ledger().afterRefusal(fence, attempt, refused, claim.lease()));
        }

        @Override
        public Uni<Boolean> extend() {
            return commit(() -> universe.ledger().extend(fence, attempt, claim.lease()));
        }

        @Override
        public Uni<Recorded> record(ReceivedPair pair) {
            return commit(() -> {
                Recorded recorded = universe.ledger().record(fence, attempt, claim, pair, elapsed(pair));
                universe.recorded(claim.kind());
                return recorded;
            });
        }

        @Override
        public Uni<Void> restore(ReceivedPair pair) {
            return commit(() -> {
                universe.ledger().restore(claim, pair, elapsed(pair));
                return null;
            });
        }

        @Override
        public Uni<Void> recordAhead(ReceivedPair pair) {
            throw new UnsupportedOperationException("not part of the proof");
        }

        @Override
        public Uni<Void> refuseMismatch(UUID pairId, Actor actor) {
            throw new UnsupportedOperationException("not part of the proof");
        }

        @Override
        public Uni<Optional<MigrationBegun>> beginMigration(String secretVersion) {
            throw new UnsupportedOperationException("not part of the proof");
        }

        private long elapsed(ReceivedPair pair) {
            return ticker.nanos() - pair.sentAtNanos();
        }

        @Override
        public Uni<Optional<Installation>> grantClientCredentials(Actor actor) {
            throw new UnsupportedOperationException("not part of the proof");
        }

        @Override
        public Uni<Optional<Installation>> settle(Settlement settlement) {
            return commit(() -> universe.ledger().settle(fence, attempt, settlement)
                    ? Optional.of(universe.ledger().read())
                    : Optional.empty());
        }
    }

    DatabaseHistory history() {
        return () -> commit(() -> Optional.of(universe.history()));
    }

    AppBreakers breakers() {
        Breaker breaker = universe.breaker();
        return new AppBreakers() {
            @Override
            public Uni<Void> open(AppName app, String secretVersion) {
                return commit(() -> breaker.open(secretVersion));
            }

            @Override
            public Uni<Void> close(AppName app) {
                return commit(breaker::close);
            }

            @Override
            public Uni<List<Open>> list() {
                return commit(() -> breaker.list(app()));
            }

            @Override
            public Uni<Standing> standing(Installation suspect) {
                return commit(() -> Standing.NOBODY_TO_ASK);
            }

            @Override
            public Uni<Boolean> takeCanary(AppName app) {
                return commit(breaker::takeCanary);
            }

            private AppName app() {
                return Ledger.KEY.app();
            }
        };
    }

    @Override
    public Uni<List<Due>> due(AppName app, Duration keepWarm, int limit) {
        return commit(() -> due(universe.ledger().due()));
    }

    @Override
    public Uni<List<Due>> canaries(AppName app, int limit) {
        return commit(() -> due(universe.ledger().fitForCanary()));
    }

    private List<Due> due(boolean it) {
        return it ? List.of(new Due(universe.ledger().read(), false)) : List.of();
    }

    @Override
    public Uni<Void> asked(Collection<UUID> installations) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> release(AppName app) {
        return commit(() -> {
            universe.ledger().release();
            return null;
        });
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
    public Uni<Boolean> erase(InstallationKey key, Actor actor) {
        throw new UnsupportedOperationException("not part of the proof");
    }
}
