package dev.tokenbroker.model;

import dev.tokenbroker.model.Replica.Phase;
import dev.tokenbroker.model.Trouble.Once;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What two states have to share to be the same: everything but names. The replicas may be swapped; tokens, pairs, and
 * attempts are numbered in the order in which they are met; dead tokens are one token; counters count from the standby's.
 */
final class Likeness {
    private static final Once[] ONCE = Once.values();
    private static final Comparator<Replica> ORDER = Comparator.comparing((Replica replica) -> replica.phase)
            .thenComparing(replica -> replica.lease)
            .thenComparing(replica -> replica.attempt == null ? -1 : replica.attempt.fence())
            .thenComparing(replica -> replica.candidate().map(Candidate::pair).orElse(Pair.NONE))
            .thenComparing(replica -> replica.knownVersion);

    private final World world;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Names tokens = new Names();
    private final Names pairs = new Names();
    private final Names attempts = new Names();
    private final int lowestFence;
    private final int lowestVersion;

    private Likeness(World world) {
        this.world = world;
        lowestFence = Math.min(world.database.fence, world.standby.fence);
        lowestVersion = Math.min(world.database.version, world.standby.version);
    }

    static Fingerprint of(World world) {
        return new Likeness(world).look();
    }

    private Fingerprint look() {
        attempts.of(Database.NO_ATTEMPT);
        at(world.database);
        if (world.mayFailOver()) {
            at(world.standby);
        }
        replicas().forEach(this::at);
        fingerprint.add(world.abandoned.size());
        world.abandoned.forEach(this::at);
        at(world.left);
        fingerprint.add(world.excused);
        fingerprint.add(world.inSpell);
        atTokens();
        fingerprint.end();
        return fingerprint;
    }

    private List<Replica> replicas() {
        Replica one = world.replicas.get(0);
        Replica two = world.replicas.get(1);
        return ORDER.compare(one, two) <= 0 ? world.replicas : List.of(two, one);
    }

    private void at(Database database) {
        for (Pair pair : database.ledger) {
            at(pair, database.attempt != Database.NO_ATTEMPT);
        }
        fingerprint.add(database.ledger.size());
        fingerprint.add(pairs.of(database.current));
        fingerprint.add(database.version - lowestVersion);
        fingerprint.add(database.fence - lowestFence);
        fingerprint.add(database.lease.ordinal());
        fingerprint.add(attempts.of(database.attempt));
        fingerprint.add(database.dueAsPlanned);
        fingerprint.add(database.backingOff);
        fingerprint.add(database.claimsSinceRecord);
        fingerprint.add(database.reauthorizationRequired);
        fingerprint.add(database.suspicion.ordinal());
    }

    private void at(Pair pair, boolean inAnAttempt) {
        fingerprint.add(pairs.of(pair.id()));
        fingerprint.add(token(pair.token()));
        fingerprint.add(pair.parent() == Pair.NONE ? -1 : pairs.of(pair.parent()));
        fingerprint.add(pair.renewal());
        fingerprint.add(pair.old());
        fingerprint.add(world.provider.accepts(pair.token()) ? pair.sends() : 0);
        fingerprint.add(inAnAttempt && pair.refused());
    }

    private void at(Replica replica) {
        fingerprint.add(replica.phase.ordinal());
        fingerprint.add(Math.max(0, replica.knownVersion - lowestVersion));
        if (replica.attempt != null) {
            at(replica.attempt);
        }
        if (replica.at(Phase.LEASED)) {
            fingerprint.add(replica.lease.ordinal());
        }
        if (replica.shown != null) {
            fingerprint.add(pairs.of(replica.shown.pair()));
            fingerprint.add(replica.shown.resent());
        }
        if (replica.request != null) {
            at(replica.request);
        }
        if (replica.received != null) {
            fingerprint.add(pairs.of(replica.received.pair()));
            fingerprint.add(token(replica.received.token()));
            fingerprint.add(pairs.of(replica.received.parent()));
            fingerprint.add(replica.received.resent());
        }
        fingerprint.add(replica.ending == null ? -1 : replica.ending.ordinal());
    }

    /** Where the attempt has to match, the fence tells nothing more. */
    private void at(Attempt attempt) {
        fingerprint.add(attempts.of(attempt.id()));
        fingerprint.add(attempt.kind().ordinal());
        if (!world.protocol.keeps(Rule.R21_ATTEMPT_BESIDE_FENCE)) {
            fingerprint.add(Math.max(-1, attempt.fence() - lowestFence));
        }
    }

    private void at(Request request) {
        fingerprint.add(request.counts());
        fingerprint.add(request.counts() ? attempts.of(request.attempt()) : -1);
        fingerprint.add(request.code() ? Provider.NONE : token(request.token()));
    }

    private void at(Trouble left) {
        fingerprint.add(left.sends());
        fingerprint.add(left.misfortunes());
        for (Once once : ONCE) {
            fingerprint.add(left.once().contains(once));
        }
    }

    private int token(int token) {
        return world.provider.accepts(token) ? tokens.of(token) : Provider.DEAD;
    }

    /** Those that somebody knows and the provider accepts, with what binds them to one another. */
    private void atTokens() {
        Names families = new Names();
        for (int place = 0; place < tokens.count(); place++) {
            int token = tokens.at(place);
            fingerprint.add(world.provider.wasUsed(token));
            fingerprint.add(world.provider.wasUsedDaysAgo(token));
            fingerprint.add(families.of(token));
            int parent = world.provider.parentOf(token);
            fingerprint.add(parent == Provider.NONE ? -1 : families.of(parent));
            if (world.protocol.mode() == Mode.SAME_PAIR) {
                int child = world.provider.onlyChildOf(token);
                fingerprint.add(child == Provider.NONE ? -1 : token(child));
            }
        }
    }

    /** Numbers in the order of meeting. */
    private static final class Names {
        private int[] met = new int[16];
        private int count;

        int of(int raw) {
            for (int place = 0; place < count; place++) {
                if (met[place] == raw) {
                    return place;
                }
            }
            met = count == met.length ? Arrays.copyOf(met, 2 * count) : met;
            met[count] = raw;
            return count++;
        }

        int at(int place) {
            return met[place];
        }

        int count() {
            return count;
        }
    }
}
