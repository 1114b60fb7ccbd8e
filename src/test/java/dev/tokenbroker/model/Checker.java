package dev.tokenbroker.model;

import dev.tokenbroker.model.Verdict.Counterexample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Visits every state that the bound allows, the nearest first: what it finds broken, it finds in the fewest steps. */
final class Checker {
    private static final Step[] STEPS = Step.values();
    private static final Nature[] NATURE = Nature.values();

    private final Protocol protocol;
    private final Trouble bound;
    private final SeenStates seen = new SeenStates();
    private final Queue<World> next = new ArrayDeque<>();
    private final Trail trail = new Trail();
    private final Set<Enum<?>> happened = new HashSet<>();
    private long transitions;
    private Optional<Counterexample> found = Optional.empty();

    private Checker(Protocol protocol, Trouble bound) {
        this.protocol = protocol;
        this.bound = bound;
    }

    static Verdict check(Protocol protocol, int misfortunes) {
        return new Checker(protocol, Trouble.of(protocol.mode(), misfortunes)).run();
    }

    private Verdict run() {
        World first = World.silent(protocol, bound).tidied();
        seen.add(Likeness.of(first));
        next.add(first);
        for (int visited = 0; !next.isEmpty() && found.isEmpty(); visited++) {
            visit(next.remove(), visited);
        }
        return new Verdict(seen.size(), transitions, trail.depth(), happened, found);
    }

    private void visit(World world, int number) {
        if (!world.tokenLives()) {
            return;
        }
        int move = 0;
        for (World after : after(world)) {
            transitions++;
            if (found.isEmpty() && seen.add(Likeness.of(after))) {
                trail.add(number, move);
                after.violated().ifPresent(property -> found = Optional.of(new Counterexample(property, story())));
                next.add(after);
            }
            move++;
        }
    }

    /** The same in the same order for the same state. */
    private List<World> after(World world) {
        List<World> worlds = new ArrayList<>();
        for (Step step : STEPS) {
            for (int replica = 0; replica < world.replicas.size(); replica++) {
                if (step.possible(world, world.replicas.get(replica))) {
                    World after = world.copy();
                    step.take(after, after.replicas.get(replica));
                    worlds.add(after.tidied());
                    happened.add(step);
                }
            }
        }
        for (Nature nature : NATURE) {
            for (int which = 0; which < nature.choices(world); which++) {
                World after = world.copy();
                nature.happen(after, which);
                worlds.add(after.tidied());
                happened.add(nature);
            }
        }
        return worlds;
    }

    private List<String> story() {
        World world = World.told(protocol, bound).tidied();
        for (int move : trail.movesToLast()) {
            world = after(world).get(move);
        }
        return world.story();
    }
}
