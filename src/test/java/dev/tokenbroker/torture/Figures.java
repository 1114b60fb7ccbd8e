package dev.tokenbroker.torture;

import java.util.Locale;

/**
 * What a trial counted.
 *
 * @param calls of Shopify's token endpoint, for the trial's shops
 * @param rotations refreshes that minted a pair
 * @param losses shops of which no refresh token in the ledger would be accepted, and pairs seen but not found there
 * @param falseVerdicts shops that are, or once were, called dead; none of them was
 * @param overlaps shops of which two calls were under way at once, and calls sent before a timed-out one's lease had ended
 * @param failedReads answers other than 200, and none at all from a replica that nobody had killed
 */
public record Figures(
        String trial,
        int rounds,
        int kills,
        int calls,
        int rotations,
        int losses,
        int falseVerdicts,
        int overlaps,
        int failedReads,
        double seconds) {
    private static final String TITLES = "%-28s %7s %6s %8s %9s %15s %7s %14s %9s %12s %8s";
    private static final String ROW = "%-28s %7d %6d %8d %9d %15.3f %7d %14d %9d %12d %8.1f";

    public double callsPerRotation() {
        return rotations == 0 ? calls : (double) calls / rotations;
    }

    /** @param meant overlaps that the trial brought about itself, by holding a call beyond its lease */
    Figures withoutOverlaps(int meant) {
        return new Figures(
                trial, rounds, kills, calls, rotations, losses, falseVerdicts, overlaps - meant, failedReads, seconds);
    }

    public boolean fine() {
        return losses + falseVerdicts + overlaps == 0;
    }

    public static String titles() {
        return String.format(
                TITLES,
                "trial",
                "rounds",
                "kills",
                "calls",
                "rotations",
                "calls:rotations",
                "losses",
                "false verdicts",
                "overlaps",
                "failed reads",
                "seconds");
    }

    public String row() {
        return String.format(
                Locale.ROOT,
                ROW,
                trial,
                rounds,
                kills,
                calls,
                rotations,
                callsPerRotation(),
                losses,
                falseVerdicts,
                overlaps,
                failedReads,
                seconds);
    }
}
