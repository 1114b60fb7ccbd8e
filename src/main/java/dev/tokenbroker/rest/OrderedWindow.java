package dev.tokenbroker.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Works on several items at once and hands on what came of them in the order of the items. An item counts until its result
 * was taken: nothing new is begun while nobody takes. Who takes no more does not stop what is under way.
 */
final class OrderedWindow<I, O> extends AbstractMulti<O> {
    private final Multi<I> items;
    private final int width;
    private final Function<I, Uni<O>> work;

    OrderedWindow(Multi<I> items, int width, Function<I, Uni<O>> work) {
        this.items = items;
        this.width = width;
        this.work = work;
    }

    @Override
    public void subscribe(MultiSubscriber<? super O> taker) {
        items.subscribe().withSubscriber(new Pass<>(taker, width, work));
    }

    private static final class Slot<O> {
        private volatile O result;
    }

    private static final class Pass<I, O> implements MultiSubscriber<I>, Flow.Subscription {
        private final MultiSubscriber<? super O> taker;
        private final int width;
        private final Function<I, Uni<O>> work;
        private final Queue<Slot<O>> slots = new ConcurrentLinkedQueue<>();
        private final AtomicLong wanted = new AtomicLong();
        private final AtomicInteger calls = new AtomicInteger();
        private volatile Flow.Subscription source;
        private volatile boolean ended;
        private volatile boolean over;

        Pass(MultiSubscriber<? super O> taker, int width, Function<I, Uni<O>> work) {
            this.taker = taker;
            this.width = width;
            this.work = work;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            taker.onSubscribe(this);
            source.request(width);
        }

        @Override
        public void onItem(I item) {
            if (over) {
                return;
            }
            Slot<O> slot = new Slot<>();
            slots.add(slot);
            work.apply(item)
                    .subscribe()
                    .with(
                            result -> {
                                slot.result = result;
                                handOn();
                            },
                            this::onFailure);
        }

        @Override
        public void onFailure(Throwable failure) {
            if (!over) {
                over = true;
                source.cancel();
                taker.onFailure(failure);
            }
        }

        @Override
        public void onCompletion() {
            ended = true;
            handOn();
        }

        @Override
        public void request(long more) {
            Subscriptions.add(wanted, more);
            handOn();
        }

        @Override
        public void cancel() {
            over = true;
            source.cancel();
        }

        /** By one thread at a time: whoever comes meanwhile lets it look once more. */
        private void handOn() {
            if (calls.getAndIncrement() > 0) {
                return;
            }
            int seen = 1;
            do {
                while (next()) {
                    source.request(1);
                }
                if (ended && slots.isEmpty() && !over) {
                    over = true;
                    taker.onCompletion();
                }
                seen = calls.addAndGet(-seen);
            } while (seen > 0);
        }

        private boolean next() {
            Slot<O> first = slots.peek();
            if (over || first == null || first.result == null || wanted.get() == 0) {
                return false;
            }
            slots.remove();
            wanted.decrementAndGet();
            taker.onItem(first.result);
            return true;
        }
    }
}
