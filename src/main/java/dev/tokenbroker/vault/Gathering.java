package dev.tokenbroker.vault;

import dev.tokenbroker.vault.Transit.Item;
import dev.tokenbroker.vault.Transit.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is asked of Transit at about the same time becomes one call: a fresh replica asks for a thousand data keys at once. An
 * item waits no longer than a cold read may cost anyway.
 */
final class Gathering {
    private static final Duration WINDOW = Duration.ofMillis(8);
    /** OpenBao takes 1 000 strings in a request unless told otherwise; an item has four. */
    private static final int MOST = 200;

    private final Operation operation;
    private final Transit transit;
    private final Bulkhead bulkhead;
    private List<Waiting> gathered = new ArrayList<>();

    private record Waiting(Item item, CompletableFuture<String> result) {}

    Gathering(Operation operation, Transit transit, Bulkhead bulkhead) {
        this.operation = operation;
        this.transit = transit;
        this.bulkhead = bulkhead;
    }

    CompletableFuture<String> add(Item item) {
        Waiting waiting = new Waiting(item, new CompletableFuture<>());
        int size;
        synchronized (this) {
            gathered.add(waiting);
            size = gathered.size();
        }
        if (size == 1) {
            bulkhead.after(WINDOW, this::send);
        }
        if (size == MOST) {
            send();
        }
        return waiting.result();
    }

    private void send() {
        List<Waiting> batch;
        synchronized (this) {
            batch = gathered;
            gathered = new ArrayList<>();
        }
        if (!batch.isEmpty()) {
            List<Item> items = batch.stream().map(Waiting::item).toList();
            bulkhead.run(() -> transit.batch(operation, items))
                    .whenComplete((results, failure) -> distribute(batch, results, failure));
        }
    }

    private static void distribute(List<Waiting> batch, List<Optional<String>> results, Throwable failure) {
        for (int i = 0; i < batch.size(); i++) {
            CompletableFuture<String> waiting = batch.get(i).result();
            if (failure != null) {
                waiting.completeExceptionally(failure);
            } else if (results.get(i).isPresent()) {
                waiting.complete(results.get(i).get());
            } else {
                waiting.completeExceptionally(Refusals.notAuthentic());
            }
        }
    }
}
