package dev.tokenbroker.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One row of {@code installation} and its ledger. Each method is one commit, and says what the statement of the same name
 * in {@code dev.tokenbroker.postgres} says; a time is a flag that an event of {@link Nature} turns.
 */
final class Database {
    static final int NO_ATTEMPT = 0;

    /** {@code lease_until}: past or null, ahead, or so far ahead that only a clock that went back explains it. */
    enum Lease {
        FREE,
        HELD,
        FAR_AHEAD
    }

    /** {@code suspicion_since}: null, lately, or longer ago than the second opinion takes. */
    enum Suspicion {
        NONE,
        FRESH,
        LASTING
    }

    private final Protocol protocol;
    /** In the order of {@code received_at}. Never changed in place. */
    List<Pair> ledger;

    int current;
    int version = 1;
    int fence;
    Lease lease = Lease.FREE;
    int attempt = NO_ATTEMPT;
    /** {@code next_due_at}: the planned renewal, which an idle installation puts off to the keep-alive; else soon. */
    boolean dueAsPlanned = true;
    /** {@code not_before} lies ahead. */
    boolean backingOff;

    int claimsSinceRecord;
    boolean reauthorizationRequired;
    Suspicion suspicion = Suspicion.NONE;

    Database(Protocol protocol) {
        this.protocol = protocol;
        ledger = List.of(Pair.received(0, Provider.FIRST, Pair.NONE, Attempt.Kind.RENEWAL)
                .aged());
    }

    private Database(Database other) {
        protocol = other.protocol;
        ledger = other.ledger;
        current = other.current;
        version = other.version;
        fence = other.fence;
        lease = other.lease;
        attempt = other.attempt;
        dueAsPlanned = other.dueAsPlanned;
        backingOff = other.backingOff;
        claimsSinceRecord = other.claimsSinceRecord;
        reauthorizationRequired = other.reauthorizationRequired;
        suspicion = other.suspicion;
    }

    Database copy() {
        return new Database(this);
    }

    /** The refresh token of the current pair. */
    int token() {
        return pair(current).orElseThrow().token();
    }

    boolean claimable(Attempt.Kind kind) {
        return leaseIsFree()
                && (kind.acquisition()
                        || !reauthorizationRequired
                                && !backingOff
                                && oldEnough(pair(current).orElseThrow()));
    }

    boolean leaseIsFree() {
        return lease == Lease.FREE || lease == Lease.FAR_AHEAD && protocol.keeps(Rule.R17_LEASE_FAR_AHEAD_IS_FREE);
    }

    Attempt claim(Attempt.Kind kind, int newAttempt) {
        fence++;
        lease = Lease.HELD;
        attempt = newAttempt;
        claimsSinceRecord = Pair.oneMore(claimsSinceRecord);
        dueAsPlanned &= kind.acquisition() || !protocol.keeps(Rule.R1_CLAIM_IS_FOUND_AGAIN);
        change(pair -> true, pair -> pair.refused(false));
        return new Attempt(kind, newAttempt, fence);
    }

    /** The current pair first, then the newest. */
    Optional<Candidate> nextCandidate() {
        Optional<Pair> next = unrefused()
                .filter(this::oldEnough)
                .max(Comparator.<Pair, Boolean>comparing(pair -> pair.id() == current)
                        .thenComparing(ledger::indexOf));
        next.ifPresent(shown -> change(pair -> pair.id() == shown.id(), Pair::shown));
        return next.map(pair -> new Candidate(pair.id(), pair.token(), pair.sends() > 0));
    }

    boolean hasUnrefused() {
        return unrefused().findAny().isPresent();
    }

    private Stream<Pair> unrefused() {
        return ledger.stream().filter(pair -> !pair.refused());
    }

    private boolean oldEnough(Pair pair) {
        return pair.old() || !pair.renewal() || !protocol.keeps(Rule.R6_YOUNG_PAIR_IS_NOT_SHOWN);
    }

    /** Notes a refusal and extends the lease. False: overtaken. */
    boolean refuse(Attempt by, Candidate refused) {
        if (!holds(by)) {
            return false;
        }
        lease = Lease.HELD;
        dueAsPlanned = false;
        change(pair -> pair.id() == refused.pair(), pair -> pair.refused(true));
        return true;
    }

    boolean holds(Attempt by) {
        return fence == by.fence() && (attempt == by.id() || !protocol.keeps(Rule.R21_ATTEMPT_BESIDE_FENCE));
    }

    /** Whether the pair was refused, as no pair may be. */
    boolean wouldRefuse(Attempt by) {
        return !holds(by) && !protocol.keeps(Rule.R2_LEDGER_REFUSES_NOTHING);
    }

    /** Whether the pair is the current one now. */
    boolean record(Attempt by, Received received, int knownVersion) {
        if (by.kind() == Attempt.Kind.IMPORT && !protocol.keeps(Rule.R26_IMPORT_KEEPS_LEDGER)) {
            ledger = List.of();
        }
        if (pair(received.pair()).isEmpty()) {
            Pair row = received.asRow(by.kind());
            insert(countsAsShown(by) ? row.shown() : row);
        }
        if (holds(by)) {
            point(received, knownVersion);
        } else if (current != received.pair() && protocol.keeps(Rule.R3_OVERTAKEN_PAIR_WAKES)) {
            wake();
        }
        return current == received.pair();
    }

    private boolean countsAsShown(Attempt by) {
        return by.kind() == Attempt.Kind.IMPORT && protocol.keeps(Rule.R26_IMPORT_COUNTS_AS_SHOWN);
    }

    private void insert(Pair pair) {
        List<Pair> more = new ArrayList<>(ledger);
        more.add(pair(pair.parent()).isPresent() ? pair : pair.orphaned());
        ledger = more;
    }

    private void point(Received received, int knownVersion) {
        boolean resent = claimsSinceRecord > 1 || received.resent();
        current = received.pair();
        version = 1 + (protocol.keeps(Rule.R22_VERSION_ABOVE_KNOWN) ? Math.max(version, knownVersion) : version);
        dueAsPlanned = !resent || !protocol.keeps(Rule.R4_UNCONFIRMED_PAIR_IS_DUE);
        lease = Lease.FREE;
        attempt = NO_ATTEMPT;
        backingOff = false;
        claimsSinceRecord = 0;
        suspicion = Suspicion.NONE;
        reauthorizationRequired = false;
    }

    private void wake() {
        dueAsPlanned = false;
        claimsSinceRecord = Pair.oneMore(claimsSinceRecord);
        reauthorizationRequired = false;
    }

    void settle(Attempt by, Ending ending, Optional<Candidate> shown) {
        if (!holds(by)) {
            return;
        }
        if (ending == Ending.OUT_OF_TIME) {
            shown.ifPresent(this::neverShown);
        }
        suspect(ending == Ending.ALL_REFUSED);
        dueAsPlanned = false;
        backingOff = ending != Ending.OUT_OF_TIME;
        if (ending != Ending.TIMED_OUT || !protocol.keeps(Rule.R28_TIME_OUT_KEEPS_LEASE)) {
            lease = Lease.FREE;
            attempt = NO_ATTEMPT;
        }
    }

    private void neverShown(Candidate candidate) {
        claimsSinceRecord = Pair.oneLess(claimsSinceRecord);
        change(pair -> pair.id() == candidate.pair(), Pair::notShown);
    }

    private void suspect(boolean allRefused) {
        if (!allRefused) {
            suspicion = Suspicion.NONE;
            return;
        }
        boolean lasting = suspicion == Suspicion.LASTING || !protocol.keeps(Rule.R11_SECOND_WALK);
        boolean everyOne = !hasUnrefused() || !protocol.keeps(Rule.R11_EVERY_CANDIDATE_REFUSED);
        reauthorizationRequired |= lasting && everyOne;
        suspicion = suspicion == Suspicion.NONE ? Suspicion.FRESH : suspicion;
    }

    void backOffPasses() {
        backingOff = false;
        suspicion = suspicion == Suspicion.FRESH ? Suspicion.LASTING : suspicion;
    }

    void prune(int proven) {
        if (protocol.keeps(Rule.R5_PRUNE_ANCESTORS_ALONE)) {
            pair(proven).flatMap(pair -> pair(pair.parent())).ifPresent(this::deleteWithAncestors);
        } else {
            delete(pair -> pair.id() != current);
        }
    }

    private void deleteWithAncestors(Pair ancestor) {
        pair(ancestor.parent()).ifPresent(this::deleteWithAncestors);
        delete(pair -> pair.id() == ancestor.id() && pair.id() != current);
    }

    private void delete(Predicate<Pair> which) {
        ledger = ledger.stream().filter(which.negate()).toList();
        change(pair -> pair.parent() != Pair.NONE && pair(pair.parent()).isEmpty(), Pair::orphaned);
    }

    Optional<Pair> pair(int id) {
        for (Pair pair : ledger) {
            if (pair.id() == id) {
                return Optional.of(pair);
            }
        }
        return Optional.empty();
    }

    void change(Predicate<Pair> which, UnaryOperator<Pair> how) {
        List<Pair> changed = new ArrayList<>(ledger);
        changed.replaceAll(pair -> which.test(pair) ? how.apply(pair) : pair);
        ledger = changed;
    }
}
