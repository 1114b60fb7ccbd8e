package dev.tokenbroker.torture;

import dev.tokenbroker.packaged.BrokerProcess;
import dev.tokenbroker.upgrade.PreviousBuild;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Two real builds on one database: {@code target/quarkus-app}, and the one that {@code upgrade.previous} names. See
 * {@code docs/upgrading.md}. Ends with 1 where a request failed, a call was made in vain, or anything was lost.
 */
public final class Upgrade {
    private static final Path DIRECTORY = Path.of("target", "upgrade");
    private static final String SETTING = "upgrade.setting.";

    private Upgrade() {}

    public static void main(String[] none) throws Exception {
        Path previous = PreviousBuild.find(System.getProperty("upgrade.previous", ""));
        long seed = Long.getLong("upgrade.seed", System.nanoTime());
        System.out.println("from " + previous + " to " + BrokerProcess.JAR + " and back");
        UpgradeTrial trial = new UpgradeTrial(
                previous, BrokerProcess.JAR, Integer.getInteger("upgrade.shops", 30), Terms.QUICK, settings());
        Figures figures = trial.run(DIRECTORY, seed, System.out::println);
        System.out.println(Figures.titles());
        System.out.println(figures.row());
        boolean fine = figures.fine() && figures.failedReads() == 0 && figures.calls() == figures.rotations();
        System.out.println(fine ? "nobody noticed" : "SOMETHING FAILED");
        System.exit(fine ? 0 : 1);
    }

    /** What both versions are to be told, each {@code -Dupgrade.setting.<key>=<value>}. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        System.getProperties().forEach((name, value) -> {
            if (name.toString().startsWith(SETTING)) {
                settings.put(name.toString().substring(SETTING.length()), value.toString());
            }
        });
        return settings;
    }
}
