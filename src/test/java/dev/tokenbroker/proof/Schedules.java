package dev.tokenbroker.proof;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Simulated schedules by the hundred thousand, on every core. */
public final class Schedules {
    private static final long TELL_EVERY = 25_000;
    private static final Logger ENGINE = Logger.getLogger("dev.tokenbroker");

    private final Provider.Mode mode;
    private final Consumer<String> progress;
    private final AtomicLong next;
    private final long end;
    private final Tally tally = new Tally();

    private Schedules(Provider.Mode mode, long first, long count, Consumer<String> progress) {
        this.mode = mode;
        this.progress = progress;
        this.next = new AtomicLong(first);
        this.end = first + count;
    }

    /** @param count of schedules in each mode in which nothing may be lost; the others get a tenth of that */
    public static List<Report> run(long firstSeed, long count, Consumer<String> progress) throws Exception {
        ENGINE.setLevel(Level.OFF);
        // a container's contexts are carried along at every step otherwise, and there is none
        Infrastructure.clearInterceptors();
        List<Report> reports = new ArrayList<>();
        for (Provider.Mode mode : Provider.Mode.values()) {
            long ofThese = mode.forgiving() ? count : count / 10;
            reports.add(new Schedules(mode, firstSeed, ofThese, progress).onEveryCore(ofThese));
        }
        return reports;
    }

    private Report onEveryCore(long count) throws Exception {
        long begun = System.nanoTime();
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService workers = Executors.newFixedThreadPool(cores);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int core = 0; core < cores; core++) {
                done.add(workers.submit(this::work));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            workers.shutdownNow();
        }
        return tally.report(mode, count, (System.nanoTime() - begun) / 1e9);
    }

    private void work() {
        for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
            Universe.Verdict verdict = Universe.run(seed, mode);
            tally.add(verdict);
            if (!verdict.fine()) {
                progress.accept("schedule " + seed + " in mode " + mode + ": " + verdict
                        + "; again with -Dprove.only=schedules -Dprove.schedules=1 -Dprove.seed=" + seed);
            }
            if ((end - seed) % TELL_EVERY == 0) {
                progress.accept(String.format(
                        Locale.ROOT, "schedules, %s: %,d to go, %,d failed", mode, end - seed, tally.failed()));
            }
        }
    }

    private static final class Tally {
        private long kills;
        private long calls;
        private long rotations;
        private long lost;
        private long ended;
        private long falselyDead;
        private long violated;

        synchronized void add(Universe.Verdict verdict) {
            kills += verdict.kills();
            calls += verdict.calls();
            rotations += verdict.rotations();
            lost += verdict.lost() ? 1 : 0;
            ended += verdict.ended() && !verdict.lost() ? 1 : 0;
            falselyDead += verdict.falselyDead() ? 1 : 0;
            violated += verdict.violations().isEmpty() ? 0 : 1;
        }

        synchronized long failed() {
            return lost + falselyDead + violated;
        }

        synchronized Report report(Provider.Mode mode, long count, double seconds) {
            return new Report(
                    mode.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    count,
                    kills,
                    calls,
                    rotations,
                    lost,
                    ended,
                    falselyDead,
                    violated,
                    seconds);
        }
    }

    /**
     * What came of the schedules in one mode of the provider.
     *
     * @param ended grants that ended because the provider does not forgive, and the answer was never heard
     */
    public record Report(
            String mode,
            long schedules,
            long kills,
            long calls,
            long rotations,
            long losses,
            long ended,
            long falseVerdicts,
            long violations,
            double seconds) {
        private static final String TITLES = "%-24s %10s %11s %11s %11s %7s %6s %14s %11s %8s";
        private static final String ROW = "%-24s %10d %11d %11d %11d %7d %6d %14d %11d %8.1f";

        public static String titles() {
            return String.format(
                    TITLES,
                    "provider answers a retry",
                    "schedules",
                    "kills",
                    "calls",
                    "rotations",
                    "losses",
                    "ended",
                    "false verdicts",
                    "violations",
                    "seconds");
        }

        public String row() {
            return String.format(
                    Locale.ROOT,
                    ROW,
                    mode,
                    schedules,
                    kills,
                    calls,
                    rotations,
                    losses,
                    ended,
                    falseVerdicts,
                    violations,
                    seconds);
        }

        public boolean fine() {
            return losses + falseVerdicts + violations == 0;
        }
    }
}
