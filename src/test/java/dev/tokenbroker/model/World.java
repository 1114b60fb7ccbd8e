package dev.tokenbroker.model;

import dev.tokenbroker.model.Replica.Phase;
import dev.tokenbroker.model.Trouble.Once;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One state: two replicas, their database with its standby, and the provider. A step works on a copy. */
final class World {
    private static final int MOST_CLAIMS_BEHIND = 2;

    final Protocol protocol;
    final Provider provider;
    Database database;
    /** What a failover would leave. Never changed in place. */
    Database standby;

    final List<Replica> replicas;
    /** Requests that nobody waits for any more. Never changed in place. */
    List<Request> abandoned = List.of();

    Trouble left;
    /** A pair that nobody ever heard of is gone, and the provider gives no second time. */
    boolean excused;

    /** The provider has begun to refuse the app, and calls it dead tokens. */
    boolean inSpell;

    boolean versionRepeated;
    private final List<String> story;

    private World(Protocol protocol, Trouble bound, List<String> story) {
        this.protocol = protocol;
        provider = new Provider(protocol.mode());
        database = new Database(protocol);
        standby = database;
        replicas = List.of(new Replica("replica 1"), new Replica("replica 2"));
        left = bound;
        this.story = story;
    }

    private World(World other) {
        protocol = other.protocol;
        provider = other.provider.copy();
        database = other.database.copy();
        standby = other.standby;
        replicas = List.of(other.replicas.get(0).copy(), other.replicas.get(1).copy());
        abandoned = other.abandoned;
        left = other.left;
        excused = other.excused;
        inSpell = other.inSpell;
        versionRepeated = other.versionRepeated;
        story = other.story == null ? null : new ArrayList<>(other.story);
    }

    static World silent(Protocol protocol, Trouble bound) {
        return new World(protocol, bound, null);
    }

    static World told(Protocol protocol, Trouble bound) {
        return new World(protocol, bound, new ArrayList<>());
    }

    World copy() {
        return new World(this);
    }

    void tell(String who, String what, Object... values) {
        if (story != null) {
            story.add(who + ": " + what.formatted(values));
        }
    }

    List<String> story() {
        return story;
    }

    boolean claimable(Attempt.Kind kind) {
        return database.claimable(kind) && !standbyIsTooFarBehind();
    }

    boolean mayGoWrong() {
        return left.misfortunes() > 0;
    }

    void goesWrong() {
        left = left.misfortune();
    }

    void spend(Once which) {
        left = left.spend(which);
    }

    /** Leases last half as long as the standby may be behind, and more. */
    private boolean standbyIsTooFarBehind() {
        return database.fence - standby.fence >= MOST_CLAIMS_BEHIND;
    }

    boolean mayFailOver() {
        return left.allows(Once.FAILOVER);
    }

    /** Nothing is under way: what takes days begins and ends so. */
    boolean quiet() {
        return abandoned.isEmpty()
                && replicas.stream().allMatch(replica -> replica.at(Phase.IDLE))
                && database.lease != Database.Lease.HELD;
    }

    void replicate() {
        standby = database;
    }

    /** What time does to the row, it does to the standby's too. */
    void everyCopy(Consumer<Database> change) {
        standby = standby.copy();
        change.accept(standby);
        change.accept(database);
    }

    /** Whether the pair in hand is the current one now. */
    boolean commit(Replica by) {
        if (database.wouldRefuse(by.attempt)) {
            tell(by.name, "drops RT%d, its lease is gone", by.received.token());
            return false;
        }
        boolean current = database.record(by.attempt, by.received, by.knownVersion);
        if (by.attempt.kind().acquisition() && protocol.keeps(Rule.R6_ACQUISITION_IS_REPLICATED)) {
            replicate();
        }
        tell(
                by.name,
                current ? "records RT%d as version %d" : "records RT%d in the ledger alone, of version %d",
                by.received.token(),
                database.version);
        return current;
    }

    void abandon(Request request) {
        List<Request> more = new ArrayList<>(abandoned);
        more.add(request);
        abandoned = more;
    }

    /** Whoever was told of no pair, and cannot ask again. */
    void neverHeard(boolean code) {
        excused |= code || protocol.mode() == Mode.STRICT;
    }

    /** The provider processes the request, whoever is still there to hear. */
    int processed(Request request) {
        int answer = provider.process(request);
        tell("provider", answer == Provider.DEAD ? "refuses %s" : "processes %s, answers RT%d", request, answer);
        return answer;
    }

    void leaseIsOver(int attempt, Replica.OwnLease how) {
        for (Replica replica : replicas) {
            if (replica.makesItsRequestUnder(attempt)) {
                replica.lease = how;
                replica.request = replica.request == null ? null : replica.request.whoseLeaseIsOver();
            }
        }
        abandoned = abandoned.stream()
                .map(request -> request.attempt() == attempt ? request.whoseLeaseIsOver() : request)
                .toList();
    }

    int newAttempt() {
        return free(Stream.of(
                        Stream.of(database.attempt, standby.attempt, Database.NO_ATTEMPT),
                        replicas.stream()
                                .filter(replica -> replica.attempt != null)
                                .map(replica -> replica.attempt.id()),
                        abandoned.stream().map(Request::attempt))
                .flatMap(ids -> ids)
                .toList());
    }

    int newPair() {
        return free(Stream.of(
                        Stream.concat(database.ledger.stream(), standby.ledger.stream())
                                .flatMap(pair -> Stream.of(pair.id(), pair.parent())),
                        Stream.of(database.current, standby.current),
                        replicas.stream()
                                .flatMap(replica -> replica.candidate().stream())
                                .map(Candidate::pair),
                        inHand().map(Received::pair))
                .flatMap(ids -> ids)
                .toList());
    }

    /** Forgets what makes no difference any more. */
    World tidied() {
        excused = excused && !tokenLives();
        if (!abandoned.isEmpty()) {
            abandoned = abandoned.stream()
                    .filter(request -> request.counts() || request.code() || provider.accepts(request.token()))
                    .toList();
        }
        standby = mayFailOver() ? standby : database;
        return this;
    }

    private static int free(List<Integer> taken) {
        return IntStream.iterate(0, id -> id + 1)
                .filter(id -> !taken.contains(id))
                .findFirst()
                .orElseThrow();
    }

    private Stream<Received> inHand() {
        return replicas.stream().filter(replica -> replica.at(Phase.GRANTED)).map(replica -> replica.received);
    }

    boolean tokenLives() {
        return ledgerLives() || inHand().anyMatch(received -> provider.accepts(received.token()));
    }

    private boolean ledgerLives() {
        for (Pair pair : database.ledger) {
            if (provider.accepts(pair.token())) {
                return true;
            }
        }
        return false;
    }

    Optional<Property> violated() {
        if (versionRepeated) {
            return Optional.of(Property.VERSION_REPEATED);
        }
        if (!tokenLives()) {
            return excused ? Optional.empty() : Optional.of(Property.LOST);
        }
        if (underLease() > 1) {
            return Optional.of(Property.TWO_CALLS);
        }
        if (!ledgerLives() || inHand().findAny().isPresent()) {
            return Optional.empty();
        }
        if (database.reauthorizationRequired) {
            return Optional.of(Property.FALSELY_DEAD);
        }
        boolean neverFree = database.lease == Database.Lease.FAR_AHEAD && !database.leaseIsFree();
        return neverFree ? Optional.of(Property.STUCK) : Optional.empty();
    }

    private long underLease() {
        return Stream.concat(
                        abandoned.stream(),
                        replicas.stream().map(replica -> replica.request).filter(request -> request != null))
                .filter(Request::counts)
                .count();
    }
}
