package dev.tokenbroker.proof;

import java.time.Duration;

/** What goes wrong in a universe, by its seed: kills, pauses, an absent or failed-over database, a refused app, merchants. */
final class Troubles {
    static final Duration LAST = Duration.ofMinutes(4);
    private static final Duration MOST_LAG = Duration.ofSeconds(8);

    private final Universe universe;
    private final Schedule schedule;
    private final boolean hasReaders;
    private boolean over;
    private boolean databaseAway;
    private boolean appRefused;

    Troubles(Universe universe) {
        this.universe = universe;
        this.schedule = universe.schedule();
        this.hasReaders = schedule.chance(0.6);
    }

    void begin() {
        if (hasReaders) {
            often(Duration.ofSeconds(20), () -> universe.anyReplica().read());
        }
        often(schedule.chance(0.5) ? Duration.ofSeconds(25) : Duration.ofMinutes(3), this::kill);
        often(Duration.ofMinutes(2), () -> universe.anyReplica().stop(schedule.upTo(Duration.ofMinutes(3))));
        sometimes(0.7, () -> takeDatabaseAway(Duration.ofSeconds(50)));
        sometimes(0.5, this::failOver);
        // of a single installation nobody could say whether it is dead or its app refused, had it died meanwhile
        sometimes(universe.forgiving() ? 0.2 : 0, this::refuseApp);
        sometimes(0.3, this::acquire);
    }

    void end() {
        over = true;
        databaseAway = false;
        appRefused = false;
    }

    boolean happens(double probability) {
        return !over && schedule.chance(probability);
    }

    boolean databaseIsAway() {
        return databaseAway;
    }

    boolean appIsRefused() {
        return appRefused;
    }

    private void often(Duration most, Runnable trouble) {
        schedule.after(schedule.upTo(most), () -> {
            if (!over) {
                trouble.run();
                often(most, trouble);
            }
        });
    }

    private void sometimes(double probability, Runnable trouble) {
        if (schedule.chance(probability)) {
            schedule.after(schedule.upTo(LAST), () -> {
                if (!over) {
                    trouble.run();
                }
            });
        }
    }

    private void kill() {
        universe.killed();
        universe.anyReplica().killAndRestart(schedule.upTo(Duration.ofSeconds(15)));
    }

    private void takeDatabaseAway(Duration most) {
        databaseAway = true;
        schedule.after(schedule.upTo(most), () -> databaseAway = false);
    }

    /** The standby lags behind by less than the time that pairs settle for. */
    private void failOver() {
        Ledger standby = universe.ledger().copy();
        long asOf = schedule.nanos();
        schedule.after(schedule.upTo(MOST_LAG), () -> {
            if (!over) {
                universe.failOverTo(standby, asOf);
                takeDatabaseAway(Duration.ofSeconds(5));
            }
        });
    }

    private void refuseApp() {
        appRefused = true;
        schedule.after(schedule.upTo(Duration.ofSeconds(100)), () -> appRefused = false);
    }

    /** The merchant opens the app: whoever acquired the pair hands it over until it is taken. */
    private void acquire() {
        handOver(universe.provider().acquire(), new boolean[1]);
    }

    private void handOver(Provider.Pair pair, boolean[] taken) {
        if (!taken[0]) {
            universe.anyReplica().handOver(pair, () -> taken[0] = true);
            schedule.after(Duration.ofSeconds(4), () -> handOver(pair, taken));
        }
    }
}
