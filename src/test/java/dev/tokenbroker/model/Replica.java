package dev.tokenbroker.model;

import java.util.Optional;

/** What a process holds in memory of the attempt under way. All of it is gone with the process. */
final class Replica {
    /** How far the attempt is, with the failpoints at which a process that dies here dies. */
    enum Phase {
        IDLE,
        /** The refresh token to show is in memory. */
        LEASED("claim.after", "send.before"),
        /** A request is under way. */
        WAITING("send.after"),
        /** A 200 is in hand, not known to be durable. */
        GRANTED("answer.after", "record.before"),
        /** A dead verdict on what was shown is in hand. */
        REFUSED("answer.after"),
        /** Durable; ancestors are still to be pruned. */
        RECORDED("record.after", "publish.before"),
        /** No pair: to be settled. */
        ENDING;

        final String failpoints;

        Phase(String... failpoints) {
            this.failpoints = String.join(", ", failpoints);
        }
    }

    /** The lease as this process's own monotonic clock has it. */
    enum OwnLease {
        RUNS,
        /** The process was stopped, or slow. */
        HAS_ENDED,
        /** A failover lost the claim, and nobody here knows. */
        WAS_LOST
    }

    final String name;
    Phase phase = Phase.IDLE;
    Attempt attempt;
    OwnLease lease = OwnLease.RUNS;
    Candidate shown;
    Request request;
    Received received;
    Ending ending;
    /** The highest version that it has served. */
    int knownVersion = 1;

    Replica(String name) {
        this.name = name;
    }

    private Replica(Replica other) {
        name = other.name;
        phase = other.phase;
        attempt = other.attempt;
        lease = other.lease;
        shown = other.shown;
        request = other.request;
        received = other.received;
        ending = other.ending;
        knownVersion = other.knownVersion;
    }

    Replica copy() {
        return new Replica(this);
    }

    boolean at(Phase here) {
        return phase == here;
    }

    void leased(Attempt granted) {
        phase = Phase.LEASED;
        attempt = granted;
        lease = OwnLease.RUNS;
    }

    void wait(Request sent) {
        phase = Phase.WAITING;
        request = sent;
    }

    void receive(Received pair) {
        phase = Phase.GRANTED;
        received = pair;
        request = null;
    }

    void recorded() {
        Candidate proven = shown;
        forget();
        phase = Phase.RECORDED;
        shown = proven;
    }

    void refuse() {
        phase = Phase.REFUSED;
        request = null;
    }

    void end(Ending how) {
        phase = Phase.ENDING;
        ending = how;
        request = null;
    }

    void forget() {
        phase = Phase.IDLE;
        attempt = null;
        lease = OwnLease.RUNS;
        shown = null;
        request = null;
        received = null;
        ending = null;
    }

    void die() {
        forget();
        knownVersion = 0;
    }

    boolean makesItsRequestUnder(int attemptId) {
        return attempt != null && attempt.id() == attemptId;
    }

    Optional<Candidate> candidate() {
        return Optional.ofNullable(shown);
    }
}
