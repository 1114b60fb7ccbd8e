package dev.tokenbroker.model;

import dev.tokenbroker.model.Database.Lease;
import dev.tokenbroker.model.Database.Suspicion;
import dev.tokenbroker.model.Replica.OwnLease;
import dev.tokenbroker.model.Trouble.Once;

/** What no replica does: time passes, the provider works on, the database fails over. */
enum Nature {
    /** Possibly long after its sender died or timed out. */
    ABANDONED_REQUEST_IS_PROCESSED {
        @Override
        int choices(World world) {
            return world.abandoned.size();
        }

        @Override
        void happen(World world, int which) {
            Request request = world.abandoned.get(which);
            world.abandoned =
                    world.abandoned.stream().filter(other -> other != request).toList();
            if (world.processed(request) != Provider.DEAD) {
                world.neverHeard(request.code());
            }
        }
    },
    /** Whether its holder is dead, or was stopped and will go on. */
    LEASE_ENDS {
        @Override
        boolean possible(World world) {
            return world.database.lease == Lease.HELD;
        }

        @Override
        void happen(World world, int which) {
            world.everyCopy(database -> database.lease = Lease.FREE);
            world.leaseIsOver(world.database.attempt, OwnLease.HAS_ENDED);
            world.tell("time", "the lease ends");
        }
    },
    STANDBY_CATCHES_UP {
        @Override
        boolean possible(World world) {
            return world.mayFailOver();
        }

        @Override
        void happen(World world, int which) {
            world.replicate();
            world.tell("standby", "has all");
        }
    },
    /** {@code broker.refresh.settle} has passed for what the standby has: it is never that far behind. */
    SETTLE_TIME_PASSES {
        @Override
        boolean possible(World world) {
            return world.database.ledger.stream().anyMatch(pair -> !pair.old());
        }

        @Override
        void happen(World world, int which) {
            if (!world.mayFailOver()) {
                world.replicate();
            }
            Database behind = world.standby;
            world.everyCopy(
                    database -> database.change(pair -> behind.pair(pair.id()).isPresent(), Pair::aged));
            world.tell("time", "what the standby has is old enough");
        }
    },
    /** After a refusal this is the time that the second opinion takes; no spell of refusal lasts so long. */
    BACK_OFF_PASSES {
        @Override
        boolean possible(World world) {
            return world.database.backingOff && world.database.lease != Lease.HELD;
        }

        @Override
        void happen(World world, int which) {
            world.inSpell &= world.database.suspicion != Suspicion.FRESH;
            world.everyCopy(Database::backOffPasses);
            world.tell("time", "the back-off has passed");
        }
    },
    /** The provider is away, while the row is due: a first use may be days older than the pair that is recorded. */
    DAYS_PASS {
        @Override
        boolean possible(World world) {
            return world.left.allows(Once.OUTAGE) && !world.database.dueAsPlanned && world.quiet();
        }

        @Override
        void happen(World world, int which) {
            world.spend(Once.OUTAGE);
            world.provider.daysPass();
            settled(world);
            world.tell("time", "some days pass, the provider is away");
        }
    },
    /**
     * Nobody asks, and the keep-alive comes when the current refresh token is 21 ± 5 days old: the grace has ended of what
     * was used days before that token was issued, and of nothing that was used since.
     */
    KEEP_ALIVE_COMES {
        @Override
        boolean possible(World world) {
            return world.database.dueAsPlanned && world.quiet();
        }

        @Override
        void happen(World world, int which) {
            if (!world.protocol.keeps(Rule.R1_CLAIM_IS_FOUND_AGAIN)) {
                world.provider.graceEndsOfAllThatWasUsed();
            } else if (world.database.token() != Provider.FORMER) {
                world.provider.graceEndsOfWhatWasUsedDaysAgo();
            }
            world.provider.daysPass();
            settled(world);
            world.database.dueAsPlanned = false;
            world.replicate();
            world.tell("time", "weeks pass, the keep-alive comes");
        }
    },
    FAILOVER {
        @Override
        boolean possible(World world) {
            return world.mayFailOver();
        }

        @Override
        void happen(World world, int which) {
            failOver(world);
            world.tell("database", "fails over, is at version %d again", world.database.version);
        }
    },
    FAILOVER_TO_A_SLOW_CLOCK {
        @Override
        boolean possible(World world) {
            return world.mayFailOver() && world.standby.lease == Lease.HELD;
        }

        @Override
        void happen(World world, int which) {
            failOver(world);
            world.database.lease = Lease.FAR_AHEAD;
            world.leaseIsOver(world.database.attempt, OwnLease.WAS_LOST);
            world.tell("database", "fails over to a clock that is an hour behind");
        }
    };

    boolean possible(World world) {
        return false;
    }

    int choices(World world) {
        return possible(world) ? 1 : 0;
    }

    abstract void happen(World world, int which);

    private static void settled(World world) {
        world.inSpell = false;
        world.database.change(pair -> true, Pair::aged);
        world.database.backOffPasses();
        world.replicate();
    }

    private static void failOver(World world) {
        world.spend(Once.FAILOVER);
        int lost = world.database.attempt;
        world.database = world.standby.copy();
        if (world.database.attempt != lost || world.database.lease != Lease.HELD) {
            world.leaseIsOver(lost, OwnLease.WAS_LOST);
        }
    }
}
