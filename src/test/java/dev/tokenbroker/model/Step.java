package dev.tokenbroker.model;

import dev.tokenbroker.model.Replica.OwnLease;
import dev.tokenbroker.model.Replica.Phase;
import dev.tokenbroker.model.Trouble.Once;

/** What happens to one replica: what it does, how the provider answers it, and its death. */
enum Step {
    /** {@code ClaimStatement}. */
    CLAIM {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.IDLE) && world.left.sends() > 0 && world.claimable(Attempt.Kind.RENEWAL);
        }

        @Override
        void take(World world, Replica me) {
            me.leased(world.database.claim(Attempt.Kind.RENEWAL, world.newAttempt()));
            me.shown = world.database.nextCandidate().orElseThrow();
            world.tell(me.name, "claims, is to show RT%d", me.shown.token());
        }
    },
    CLAIM_FOR_CODE {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.IDLE)
                    && world.left.sends() > 0
                    && world.left.allows(Once.ACQUISITION)
                    && world.claimable(Attempt.Kind.CODE);
        }

        @Override
        void take(World world, Replica me) {
            world.spend(Once.ACQUISITION);
            me.leased(world.database.claim(Attempt.Kind.CODE, world.newAttempt()));
            world.tell(me.name, "claims, to exchange a code");
        }
    },
    /** A pair that the former software still had is handed over. */
    CLAIM_FOR_IMPORT {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.IDLE) && world.left.allows(Once.ACQUISITION) && world.claimable(Attempt.Kind.IMPORT);
        }

        @Override
        void take(World world, Replica me) {
            world.spend(Once.ACQUISITION);
            me.leased(world.database.claim(Attempt.Kind.IMPORT, world.newAttempt()));
            me.receive(new Received(world.newPair(), Provider.FORMER, Pair.NONE, false));
            world.tell(me.name, "claims, to import RT%d", Provider.FORMER);
        }
    },
    /** {@code SendBudget}, then the call. */
    SEND {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.LEASED) && world.left.sends() > 0 && !outOfTime(world, me);
        }

        @Override
        void take(World world, Replica me) {
            world.left = world.left.send();
            boolean counts = me.lease != OwnLease.WAS_LOST;
            me.wait(
                    me.attempt.kind() == Attempt.Kind.CODE
                            ? Request.ofCode(me.attempt.id(), counts)
                            : new Request(me.attempt.id(), me.shown.token(), counts));
            world.tell(me.name, "sends %s", me.request);
        }
    },
    REFRAIN_FROM_SENDING {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.LEASED) && outOfTime(world, me);
        }

        @Override
        void take(World world, Replica me) {
            me.end(Ending.OUT_OF_TIME);
            world.tell(me.name, "sends nothing, its lease has ended");
        }
    },
    /** The provider processes the request, and its answer arrives. */
    BE_ANSWERED {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.WAITING);
        }

        @Override
        void take(World world, Replica me) {
            int answer = world.processed(me.request);
            if (answer != Provider.DEAD) {
                int parent = me.candidate().map(Candidate::pair).orElse(Pair.NONE);
                boolean resent = me.candidate().filter(Candidate::resent).isPresent();
                me.receive(new Received(world.newPair(), answer, parent, resent));
            } else {
                me.refuse();
            }
        }
    },
    /** The provider refuses the app for a while, and calls it dead tokens; of such a spell each answer may be part. */
    BE_REFUSED_IN_A_SPELL {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.WAITING) && !me.request.code() && (world.inSpell || world.left.allows(Once.SPELL));
        }

        @Override
        void take(World world, Replica me) {
            if (!world.inSpell) {
                world.spend(Once.SPELL);
                world.inSpell = true;
            }
            world.tell("provider", "refuses the app, as if %s were dead", me.request);
            me.refuse();
        }
    },
    /** The provider processes the request, and its answer is lost, or is a 5xx. */
    BE_ANSWERED_UNHEARD {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.WAITING) && world.mayGoWrong();
        }

        @Override
        void take(World world, Replica me) {
            world.goesWrong();
            boolean code = me.request.code();
            if (world.processed(me.request) != Provider.DEAD) {
                world.neverHeard(code);
            }
            me.end(Ending.UNCLEAR);
            world.tell(me.name, "does not hear it");
        }
    },
    TIME_OUT {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.WAITING) && world.mayGoWrong();
        }

        @Override
        void take(World world, Replica me) {
            world.goesWrong();
            world.abandon(me.request);
            me.end(Ending.TIMED_OUT);
            world.tell(me.name, "times out");
        }
    },
    /** {@code RecordTransaction}, and the pair is served. */
    RECORD {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.GRANTED);
        }

        @Override
        void take(World world, Replica me) {
            if (world.commit(me)) {
                world.versionRepeated = world.database.version <= me.knownVersion;
                me.knownVersion = Math.max(me.knownVersion, world.database.version);
                afterCommit(me);
            } else {
                me.forget();
            }
        }
    },
    /** The commit's outcome is unknown: the pair stays in hand, and is recorded again. */
    RECORD_WITHOUT_KNOWING {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.GRANTED) && world.mayGoWrong();
        }

        @Override
        void take(World world, Replica me) {
            world.goesWrong();
            world.commit(me);
            world.tell(me.name, "does not learn of the commit");
        }
    },
    /** The ancestors of the pair that was used, in the background. */
    PRUNE {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.RECORDED);
        }

        @Override
        void take(World world, Replica me) {
            world.database.prune(me.shown.pair());
            world.tell(me.name, "prunes behind RT%d", me.shown.token());
            me.forget();
        }
    },
    /** {@code RefusalStatement}: notes the refusal, extends the lease, takes the next candidate. */
    GO_ON_AFTER_REFUSAL {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.REFUSED);
        }

        @Override
        void take(World world, Replica me) {
            if (me.attempt.kind() == Attempt.Kind.CODE) {
                me.end(Ending.UNCLEAR);
            } else if (!world.protocol.keeps(Rule.R11_EVERY_CANDIDATE_REFUSED)) {
                me.end(Ending.ALL_REFUSED);
            } else if (!world.database.refuse(me.attempt, me.shown)) {
                me.forget();
                world.tell(me.name, "is overtaken, concludes nothing");
            } else {
                walkOn(world, me);
            }
        }
    },
    /** {@code SettleStatement}, the mark in it. */
    SETTLE {
        @Override
        boolean possible(World world, Replica me) {
            return me.at(Phase.ENDING);
        }

        @Override
        void take(World world, Replica me) {
            world.database.settle(me.attempt, me.ending, me.candidate());
            world.tell(me.name, "settles (%s)%s", me.ending, world.database.reauthorizationRequired ? ", marked" : "");
            me.forget();
        }
    },
    /** At the failpoints that the phase names. */
    DIE {
        @Override
        boolean possible(World world, Replica me) {
            return !me.at(Phase.IDLE) && world.mayGoWrong();
        }

        @Override
        void take(World world, Replica me) {
            world.goesWrong();
            if (me.at(Phase.WAITING)) {
                world.abandon(me.request);
            }
            if (me.at(Phase.GRANTED) && world.database.pair(me.received.pair()).isEmpty()) {
                world.neverHeard(me.attempt.kind() == Attempt.Kind.CODE);
            }
            world.tell(me.name, "dies (%s), starts again", me.phase.failpoints);
            me.die();
        }
    };

    abstract boolean possible(World world, Replica me);

    abstract void take(World world, Replica me);

    private static boolean outOfTime(World world, Replica me) {
        return me.lease == OwnLease.HAS_ENDED && world.protocol.keeps(Rule.R13_SEND_WITHIN_LEASE);
    }

    private static void walkOn(World world, Replica me) {
        me.lease = OwnLease.RUNS;
        world.database
                .nextCandidate()
                .ifPresentOrElse(
                        next -> {
                            me.shown = next;
                            me.phase = Phase.LEASED;
                            world.tell(me.name, "notes the refusal, is to show RT%d", next.token());
                        },
                        () -> {
                            me.end(world.database.hasUnrefused() ? Ending.TOO_YOUNG : Ending.ALL_REFUSED);
                            world.tell(me.name, "notes the refusal, has nothing else to show");
                        });
    }

    private static void afterCommit(Replica me) {
        if (me.attempt.kind() == Attempt.Kind.RENEWAL) {
            me.recorded();
        } else {
            me.forget();
        }
    }
}
