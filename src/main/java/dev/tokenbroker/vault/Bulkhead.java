package dev.tokenbroker.vault;

import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.github.jopenlibs.vault.VaultException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads that wait for Vault: the driver blocks, and its own limit ends with the head of an answer. Whatever does not
 * end in time is interrupted; what finds no place is told so at once.
 */
final class Bulkhead implements AutoCloseable {
    /** The whole of a call, its time in the queue included. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService timer;
    private volatile boolean up = true;

    /** A call that blocks. */
    interface Call<T> {
        T make() throws VaultException, InterruptedException;
    }

    Bulkhead(String name, int most, int queue) {
        threads = new ThreadPoolExecutor(
                most, most, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(queue), named(name + "-call"));
        threads.allowCoreThreadTimeOut(true);
        timer = new ScheduledThreadPoolExecutor(1, named(name + "-timer"));
    }

    /** Fails with {@link KeysUnavailableException} alone. */
    <T> CompletableFuture<T> run(Call<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            Future<?> task = threads.submit(() -> answer(result, call));
            timer.schedule(
                    () -> {
                        if (fail(result, Refusals.away("Vault does not answer in time"))) {
                            task.cancel(true);
                        }
                    },
                    LIMIT.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException full) {
            fail(result, Refusals.away("too many calls to Vault are under way"));
        }
        return result;
    }

    /** After a while too short to keep a thread waiting for. {@code work} does not block. */
    void after(Duration delay, Runnable work) {
        timer.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Again and again. {@code work} does not block. */
    void every(Duration time, Runnable work) {
        timer.scheduleWithFixedDelay(work, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the last call was answered with anything but a refusal of all calls. */
    boolean up() {
        return up;
    }

    private <T> void answer(CompletableFuture<T> result, Call<T> call) {
        if (result.isDone()) {
            return;
        }
        try {
            T answer = call.make();
            // before anybody who waits goes on
            up = true;
            result.complete(answer);
        } catch (KeysUnavailableException unavailable) {
            fail(result, unavailable);
        } catch (VaultException failure) {
            fail(result, Refusals.of(failure));
        } catch (InterruptedException late) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException odd) {
            fail(
                    result,
                    Refusals.away("Vault's answer is not understood ("
                            + odd.getClass().getSimpleName() + ")"));
        }
    }

    private boolean fail(CompletableFuture<?> result, KeysUnavailableException failure) {
        if (result.isDone()) {
            return false;
        }
        up = failure.reason() == Reason.NOT_AUTHENTIC;
        return result.completeExceptionally(failure);
    }

    static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
