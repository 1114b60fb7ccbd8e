package dev.tokenbroker.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The trials in short, on two fleets at once; the long form is {@link Torture}. */
class TortureIT {
    private static final Path DIRECTORY = Path.of("target", "torture-it");
    private static final long SEED = 20261124;

    private static final Trial COALESCING = new CoalescingTrial(10, Terms.QUICK);
    private static final Trial SLOW = new SlowProviderTrial(3, Terms.QUICK, Duration.ofMillis(1200));
    private static final Trial LATE = new SlowProviderTrial(3, Terms.QUICK, Duration.ofMillis(3000));
    private static final Trial TOO_SLOW = new SlowProviderTrial(3, Terms.QUICK, Duration.ofMillis(5000));
    private static final Trial PAUSED_HOLDER = new PausedHolderTrial(1, Terms.QUICK);
    private static final Trial RESTART = new RestartTrial(60, Terms.QUICK);
    private static final Trial DATABASE_KILL = new DatabaseKillTrial(2, 20, Terms.QUICK);
    private static final Trial MIGRATION = new MigrationTrial(24, Terms.QUICK);
    private static final Trial KILL = new KillTrial(3, 20, Terms.QUICK);

    private static final List<Trial> WITHOUT_SWEEP = List.of(COALESCING, SLOW, LATE, TOO_SLOW, PAUSED_HOLDER);
    private static final List<Trial> WITH_SWEEP = List.of(RESTART, DATABASE_KILL, MIGRATION, KILL);

    private static Map<Trial, Figures> figures = Map.of();

    @BeforeAll
    static void runAll() {
        List<CompletableFuture<Map<Trial, Figures>>> lanes = Stream.of(WITHOUT_SWEEP, WITH_SWEEP)
                .map(trials -> CompletableFuture.supplyAsync(() -> run(trials)))
                .toList();
        CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new)).join();
        figures = lanes.stream()
                .flatMap(lane -> lane.join().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @AfterAll
    static void tell() {
        System.out.println(Figures.titles());
        figures.values().stream().map(Figures::row).forEach(System.out::println);
    }

    static Stream<Trial> trials() {
        return figures.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("trials")
    void noRefreshTokenIsLostAndNobodyIsFalselyDead(Trial trial) {
        assertThat(figures.get(trial).losses()).isZero();
        assertThat(figures.get(trial).falseVerdicts()).isZero();
        assertThat(figures.get(trial).calls())
                .isGreaterThanOrEqualTo(figures.get(trial).rotations());
    }

    @ParameterizedTest
    @MethodSource("trials")
    void shopifyWasAsked(Trial trial) {
        assertThat(figures.get(trial).calls()).isPositive();
    }

    @Test
    void everyLegacyGrantIsMigratedThoughReplicasDieAndAnswersAreLost() {
        assertThat(figures.get(MIGRATION).calls()).isGreaterThanOrEqualTo(24);
        assertThat(figures.get(MIGRATION).overlaps()).isZero();
    }

    @Test
    void everyReaderOfThreeReplicasIsServedByOneCall() {
        assertThat(figures.get(COALESCING))
                .returns(10, Figures::rounds)
                .returns(10, Figures::calls)
                .returns(10, Figures::rotations)
                .returns(0, Figures::overlaps)
                .returns(0, Figures::failedReads);
    }

    @Test
    void aProviderThatTakesItsTimeIsAskedOnce() {
        assertThat(figures.get(SLOW))
                .returns(3, Figures::calls)
                .returns(3, Figures::rotations)
                .returns(0, Figures::overlaps);
    }

    @Test
    void anAnswerThatComesAfterItsTimeIsKept() {
        assertThat(figures.get(LATE))
                .returns(3, Figures::calls)
                .returns(3, Figures::rotations)
                .returns(0, Figures::overlaps);
    }

    @Test
    void afterATimeOutNothingIsSentBeforeTheLeaseHasEnded() {
        assertThat(figures.get(TOO_SLOW))
                .returns(6, Figures::calls)
                .returns(3, Figures::rotations)
                .returns(0, Figures::overlaps);
    }

    @Test
    void aHolderThatWasPausedCostsNothing() {
        assertThat(figures.get(PAUSED_HOLDER)).returns(1, Figures::rounds).returns(0, Figures::failedReads);
    }

    @Test
    void aRestartOfAllSendsWhatIsDueAndNothingElse() {
        assertThat(figures.get(RESTART))
                .returns(RestartTrial.DUE, Figures::calls)
                .returns(RestartTrial.DUE, Figures::rotations)
                .returns(0, Figures::failedReads);
    }

    @Test
    void whoIsServedFromMemoryNoticesNoDeathOfTheDatabase() {
        assertThat(figures.get(DATABASE_KILL)).returns(2, Figures::kills).returns(0, Figures::failedReads);
    }

    @Test
    void replicasWereKilledAndNeverWereTwoCallsOfOneShopUnderWay() {
        assertThat(figures.get(KILL).kills()).isGreaterThanOrEqualTo(3);
        assertThat(figures.get(KILL).overlaps()).isZero();
    }

    private static Map<Trial, Figures> run(List<Trial> trials) {
        Trial first = trials.get(0);
        Path directory = DIRECTORY.resolve(first.title().replace(' ', '-'));
        try (Site site = Site.open(directory, first.settings(), SEED, System.out::println)) {
            return trials.stream().collect(Collectors.toMap(Function.identity(), trial -> run(trial, site)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Figures run(Trial trial, Site site) {
        try {
            return trial.run(site);
        } catch (Exception broken) {
            throw new CompletionException(trial.title(), broken);
        }
    }
}
