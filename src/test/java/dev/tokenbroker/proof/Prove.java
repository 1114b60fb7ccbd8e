package dev.tokenbroker.proof;

import dev.tokenbroker.torture.Figures;
import dev.tokenbroker.torture.Torture;
import java.util.ArrayList;
import java.util.List;

/**
 * The long proof: simulated schedules, then real processes that are killed. Sizes come from system properties, see
 * {@code docs/guarantees.md}. Ends with 1 where anything failed.
 */
public final class Prove {
    private Prove() {}

    public static void main(String[] none) throws Exception {
        String only = System.getProperty("prove.only", "");
        List<Schedules.Report> schedules = new ArrayList<>();
        List<Figures> processes = new ArrayList<>();
        if (!only.equals("processes")) {
            long count = Long.getLong("prove.schedules", 350_000);
            schedules.addAll(Schedules.run(Long.getLong("prove.seed", 0), count, System.out::println));
        }
        if (!only.equals("schedules")) {
            processes.addAll(Torture.run(System.out::println));
        }
        System.out.println();
        System.out.println(Schedules.Report.titles());
        schedules.stream().map(Schedules.Report::row).forEach(System.out::println);
        System.out.println();
        System.out.println(Figures.titles());
        processes.stream().map(Figures::row).forEach(System.out::println);
        boolean fine = schedules.stream().allMatch(Schedules.Report::fine)
                && processes.stream().allMatch(Figures::fine);
        System.out.println(fine ? "nothing was lost" : "SOMETHING FAILED");
        System.exit(fine ? 0 : 1);
    }
}
