package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.simulator.TokenCalls;
import dev.tokenbroker.world.BrokerClient.Answer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a trial counts itself; the simulated Shopify and the ledger are asked for the rest when it is over. */
final class Tally {
    final AtomicInteger rounds = new AtomicInteger();
    final AtomicInteger kills = new AtomicInteger();
    final AtomicInteger losses = new AtomicInteger();
    final AtomicInteger overlaps = new AtomicInteger();

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final Map<String, Integer> failedReads = new ConcurrentSkipListMap<>();
    private final Trial trial;
    private final Site site;
    private final long beganAt = System.nanoTime();
    private long toldAt = beganAt;

    Tally(Trial trial, Site site) {
        this.trial = trial;
        this.site = site;
    }

    Figures figures(Collection<SimulatedShop> shops) throws SQLException {
        TokenCalls calls = site.shopify().calls();
        Oracle oracle = new Oracle(site.world());
        return new Figures(
                trial.title(),
                rounds.get(),
                kills.get(),
                shops.stream().mapToInt(shop -> calls.total(shop.domain())).sum(),
                shops.stream().mapToInt(shop -> calls.rotations(shop.domain())).sum(),
                losses.get() + oracle.lost(shops),
                oracle.falseVerdicts(shops),
                overlaps.get()
                        + (int) shops.stream()
                                .filter(shop -> calls.maxConcurrent(shop.domain()) > 1)
                                .count(),
                failedReads.values().stream().mapToInt(Integer::intValue).sum(),
                seconds());
    }

    void failedRead(String why) {
        failedReads.merge(why, 1, Integer::sum);
    }

    /** Anything but a 200 with a token that Shopify accepts now is a failure. */
    void judge(SimulatedShop shop, Answer answer) {
        if (answer.status() != 200) {
            failedRead(answer.status() + " " + answer.text("code"));
        } else if (!shop.isAccepted(answer.text("access_token"))) {
            failedRead("a token that is not accepted");
        }
    }

    /** Told now and then, however often it is called. */
    void progress() {
        if (System.nanoTime() - toldAt > BETWEEN_LINES.toNanos()) {
            toldAt = System.nanoTime();
            site.progress()
                    .accept(String.format(
                            "%s, %.0f s: %d rounds, %d kills, %d calls, failed reads %s",
                            trial.title(),
                            seconds(),
                            rounds.get(),
                            kills.get(),
                            site.shopify().calls().total(),
                            failedReads));
        }
    }

    private double seconds() {
        return (System.nanoTime() - beganAt) / 1e9;
    }
}
