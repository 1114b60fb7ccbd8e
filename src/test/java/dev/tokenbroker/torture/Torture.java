package dev.tokenbroker.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All trials at length, on the packaged application in {@code target/quarkus-app}; their sizes are system properties that
 * begin with {@code prove.}.
 */
public final class Torture {
    private static final Path DIRECTORY = Path.of("target", "torture");

    private Torture() {}

    public static void main(String[] none) throws Exception {
        List<Figures> figures = run(System.out::println);
        System.out.println(Figures.titles());
        figures.stream().map(Figures::row).forEach(System.out::println);
    }

    /** One after another. */
    public static List<Figures> run(Consumer<String> progress) throws Exception {
        long seed = Long.getLong("prove.seed", System.nanoTime());
        progress.accept("seed " + seed + " (prove.seed)");
        List<Figures> figures = new ArrayList<>();
        int engines = Integer.getInteger("prove.engine-kills", 10_000);
        if (engines > 0) {
            figures.add(new EngineKillTrial(engines, 500).run(DIRECTORY, seed, progress));
        }
        for (Trial trial : trials()) {
            Figures counted = trial.run(DIRECTORY, seed, progress);
            progress.accept(counted.toString());
            figures.add(counted);
        }
        return figures;
    }

    private static List<Trial> trials() {
        int shops = Integer.getInteger("prove.shops", 5_000);
        int slow = Integer.getInteger("prove.slow-shops", 3);
        return List.of(
                new CoalescingTrial(Integer.getInteger("prove.rounds", 1_000), Terms.USUAL),
                new SlowProviderTrial(slow, Terms.USUAL, Duration.ofSeconds(9)),
                new SlowProviderTrial(slow, Terms.USUAL, Duration.ofSeconds(13)),
                new PausedHolderTrial(Integer.getInteger("prove.pauses", 4), Terms.USUAL),
                new KillTrial(Integer.getInteger("prove.kills", 1_000), 30, Terms.QUICK),
                new DatabaseKillTrial(Integer.getInteger("prove.database-kills", 300), 30, Terms.QUICK),
                new RestartTrial(shops, Terms.USUAL),
                new MigrationTrial(Integer.getInteger("prove.legacy-shops", 5_000), Terms.USUAL));
    }
}
