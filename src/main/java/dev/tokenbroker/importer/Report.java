package dev.tokenbroker.importer;

import dev.tokenbroker.shop.ShopDomain;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the operator is told: every row that failed as it fails, and how many came to what in the end. */
final class Report {
    private final PrintStream out;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void count(String outcome) {
        counts.merge(outcome, 1L, Long::sum);
    }

    /** @param code a problem's code, or {@code not-sent} for what was not understood in the first place */
    void failed(long row, Optional<ShopDomain> shop, String code, String detail) {
        failures.merge(code, 1L, Long::sum);
        out.println("row " + row + shop.map(domain -> " " + domain).orElse("") + " " + code + ": " + detail);
    }

    void print(boolean dryRun) {
        counts.forEach((outcome, count) -> out.println(outcome + ": " + count));
        failures.forEach((code, count) -> out.println("failed, " + code + ": " + count));
        if (dryRun) {
            out.println("nothing was written: this was a dry run");
        }
    }

    boolean isClean() {
        return failures.isEmpty();
    }
}
