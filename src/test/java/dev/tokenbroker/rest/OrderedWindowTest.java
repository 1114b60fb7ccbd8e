package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedWindowTest {
    private static final int WIDTH = 3;

    private final List<CompletableFuture<Integer>> begun = new ArrayList<>();

    private AssertSubscriber<Integer> window(int items, long wanted) {
        return window(Multi.createFrom().range(0, items), wanted);
    }

    private AssertSubscriber<Integer> window(Multi<Integer> items, long wanted) {
        AssertSubscriber<Integer> taker = AssertSubscriber.create(wanted);
        new OrderedWindow<>(items, WIDTH, this::begin).subscribe().withSubscriber(taker);
        return taker;
    }

    private Uni<Integer> begin(int item) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        begun.add(result);
        return Uni.createFrom().completionStage(result);
    }

    private void finish(int item) {
        begun.get(item).complete(item);
    }

    @Test
    void resultsComeInTheOrderOfTheItems() {
        AssertSubscriber<Integer> taker = window(3, 10);

        finish(2);
        finish(1);
        assertThat(taker.getItems()).isEmpty();
        finish(0);

        taker.assertItems(0, 1, 2).assertCompleted();
    }

    @Test
    void asManyAreUnderWayAsTheWindowIsWide() {
        window(100, 100);
        assertThat(begun).hasSize(WIDTH);

        finish(1);
        assertThat(begun).hasSize(WIDTH);
        finish(0);

        assertThat(begun).hasSize(WIDTH + 2);
    }

    @Test
    void nothingIsBegunWhileNobodyTakes() {
        AssertSubscriber<Integer> taker = window(100, 0);

        IntStream.range(0, WIDTH).forEach(this::finish);
        assertThat(begun).hasSize(WIDTH);
        taker.request(2);

        taker.assertItems(0, 1);
        assertThat(begun).hasSize(WIDTH + 2);
    }

    @Test
    void whoTakesNoMoreLetsWhatIsUnderWayEndAndNothingElseBegin() {
        AssertSubscriber<Integer> taker = window(100, 100);

        taker.cancel();
        IntStream.range(0, WIDTH).forEach(this::finish);

        assertThat(begun).hasSize(WIDTH).allMatch(CompletableFuture::isDone);
        taker.assertHasNotReceivedAnyItem();
    }

    @Test
    void noItemsAreNoResults() {
        window(0, 1).assertCompleted();
    }

    @Test
    void aSourceThatFailsEndsIt() {
        window(Multi.createFrom().failure(new IllegalStateException("gone")), 1)
                .assertFailedWith(IllegalStateException.class, "gone");
    }

    @Test
    void nothingIsLostOrOvertakenOnManyThreads() {
        AtomicInteger underway = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AssertSubscriber<Integer> taker = AssertSubscriber.create(Long.MAX_VALUE);

        new OrderedWindow<>(Multi.createFrom().range(0, 20_000), WIDTH, (Integer item) -> {
                    most.accumulateAndGet(underway.incrementAndGet(), Math::max);
                    return Uni.createFrom()
                            .completionStage(CompletableFuture.supplyAsync(
                                    () -> {
                                        underway.decrementAndGet();
                                        return item;
                                    },
                                    threads));
                })
                .subscribe()
                .withSubscriber(taker);
        taker.awaitCompletion(java.time.Duration.ofSeconds(60));
        threads.shutdown();

        assertThat(taker.getItems())
                .isEqualTo(IntStream.range(0, 20_000).boxed().toList());
        assertThat(most.get()).isBetween(1, WIDTH);
        assertThat(threads.isTerminated() || await(threads)).isTrue();
    }

    private static boolean await(ExecutorService threads) {
        try {
            return threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
