package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient.Answer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Readers who ask for any of the shops at any living replica, at a steady rate, until this is closed. */
final class Readers implements AutoCloseable {
    private static final int AT_ONCE = 300;

    private final Fleet fleet;
    private final List<SimulatedShop> shops;
    private final BiConsumer<SimulatedShop, Answer> served;
    private final Random random;
    private final Tally tally;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private Readers(
            Fleet fleet,
            List<SimulatedShop> shops,
            BiConsumer<SimulatedShop, Answer> served,
            Random random,
            Tally tally) {
        this.fleet = fleet;
        this.shops = shops;
        this.served = served;
        this.random = random;
        this.tally = tally;
    }

    /**
     * @param served gets every 200
     * @param tally counts the rest
     */
    static Readers begin(
            Fleet fleet,
            List<SimulatedShop> shops,
            int perSecond,
            Random random,
            BiConsumer<SimulatedShop, Answer> served,
            Tally tally) {
        Readers readers = new Readers(fleet, shops, served, random, tally);
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        readers.clock.scheduleAtFixedRate(readers::read, 0, period, TimeUnit.NANOSECONDS);
        return readers;
    }

    private void read() {
        Replica replica = fleet.any(random);
        SimulatedShop shop = shops.get(random.nextInt(shops.size()));
        int deaths = replica.deaths();
        if (!replica.up() || !free.tryAcquire()) {
            return;
        }
        replica.client().readLater(shop.domain()).whenComplete((answer, failure) -> {
            free.release();
            if (answer != null && answer.status() == 200) {
                served.accept(shop, answer);
            } else if (answer != null) {
                tally.judge(shop, answer);
            } else if (replica.deaths() == deaths) {
                tally.failedRead("no answer");
            }
        });
    }

    /** Waits for the answers that are still under way. */
    @Override
    public void close() {
        clock.shutdownNow();
        free.acquireUninterruptibly(AT_ONCE);
    }
}
