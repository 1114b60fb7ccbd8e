package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Three replicas, 64 readers at each, all of one shop whose token has expired: one call to Shopify, and all are served. Each
 * round has a shop of its own, and what is minted lives for an hour: a slow machine's last reader is served it as well.
 */
record CoalescingTrial(int rounds, Terms terms) implements Trial {
    private static final int READERS = 64;
    /** Long enough for a second call to be seen beside the first. */
    private static final Duration CALL = Duration.ofMillis(30);

    @Override
    public String title() {
        return "coalescing";
    }

    @Override
    public Map<String, String> settings() {
        return terms.withoutSweep();
    }

    @Override
    public Figures run(Site site) throws Exception {
        site.app().accessTokenLife(Duration.ofHours(1));
        site.shopify().faults().always(Fault.delay(CALL));
        Tally tally = new Tally(this, site);
        Fleet fleet = site.fleet();
        List<SimulatedShop> shops = fleet.enrol(rounds, 0);
        for (SimulatedShop shop : shops) {
            readByAll(fleet, shop, tally);
            tally.rounds.incrementAndGet();
            tally.progress();
        }
        site.shopify().faults().clear();
        return tally.figures(shops);
    }

    private static void readByAll(Fleet fleet, SimulatedShop shop, Tally tally) {
        List<Answer> answers =
                everyReader(fleet, shop).map(CompletableFuture::join).toList();
        answers.forEach(answer -> tally.judge(shop, answer));
        long tokens = answers.stream()
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.text("access_token"))
                .distinct()
                .count();
        if (tokens > 1) {
            tally.failedRead("several tokens in one round");
        }
    }

    /** All have asked when the first is waited for. */
    static Stream<CompletableFuture<Answer>> everyReader(Fleet fleet, SimulatedShop shop) {
        return fleet.all().stream()
                .flatMap(replica -> Stream.generate(() -> replica.client().readLater(shop.domain()))
                        .limit(READERS))
                .toList()
                .stream();
    }
}
