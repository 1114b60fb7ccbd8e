package dev.tokenbroker.broker;

import dev.tokenbroker.installation.Delivery;
import dev.tokenbroker.installation.DeliveryInbox;
import dev.tokenbroker.installation.DeliveryInbox.Waiting;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Takes in what Shopify delivers and works it off, on whichever replica comes first: again and again while something is
 * away, for a day at most.
 */
@Singleton
public final class Deliveries {
    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);
    private static final int BATCH = 50;
    private static final int AT_ONCE = 8;

    private final DeliveryInbox inbox;
    private final DeliveryEffects effects;
    private final AtomicBoolean underway = new AtomicBoolean();

    Deliveries(DeliveryInbox inbox, DeliveryEffects effects) {
        this.inbox = inbox;
        this.effects = effects;
    }

    /** Durable when it completes; worked on at once, and nobody waits for that. */
    public Uni<Void> accept(Delivery delivery) {
        return inbox.accept(delivery).invoke(this::begin);
    }

    /** One at a time: what comes meanwhile is found by the next round. */
    private void begin() {
        if (underway.compareAndSet(false, true)) {
            round().onTermination()
                    .invoke(() -> underway.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.debugf("%s", failure.getMessage()));
        }
    }

    Uni<Void> round() {
        return inbox.take(BATCH, LEASE)
                .flatMap(taken -> Multi.createFrom()
                        .iterable(taken)
                        .onItem()
                        .transformToUni(this::work)
                        .merge(AT_ONCE)
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<Void> work(Waiting waiting) {
        Delivery delivery = waiting.delivery();
        return effects.of(delivery)
                .flatMap(outcome ->
                        outcome.map(word -> inbox.done(delivery, word)).orElseGet(() -> later(waiting, "undecided")))
                .onFailure()
                .recoverWithUni(failure -> later(waiting, why(failure)))
                // its lease brings it back
                .onFailure()
                .recoverWithNull();
    }

    /** What is merely away is waited for; the text of anything else may quote what nobody should read. */
    private static String why(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        if (!(failure instanceof StoreUnavailableException || failure instanceof KeysUnavailableException)) {
            LOG.errorf("a delivery of Shopify could not be worked on: %s", kind);
        }
        return kind;
    }

    private Uni<Void> later(Waiting waiting, String why) {
        Delivery delivery = waiting.delivery();
        if (waiting.age().compareTo(GIVEN_UP_AFTER) > 0) {
            LOG.errorf(
                    "app %s: the webhook %s %s is given up after a day: %s",
                    delivery.app(), delivery.topic().label(), delivery.id(), why);
            return inbox.done(delivery, "given-up");
        }
        return inbox.putOff(delivery, backOff(waiting.age()));
    }

    /** As long again as it has taken so far, within bounds. */
    static Duration backOff(Duration age) {
        Duration atLeast = age.compareTo(FIRST_WAIT) > 0 ? age : FIRST_WAIT;
        return atLeast.compareTo(LONGEST_WAIT) < 0 ? atLeast : LONGEST_WAIT;
    }
}
