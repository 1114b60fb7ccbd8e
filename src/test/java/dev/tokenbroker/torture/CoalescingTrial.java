package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Three replicas, 64 readers at each, all of one shop whose token has expired: one call to Shopify, and all are served. */
record CoalescingTrial(int rounds, Terms terms) implements Trial {
    static final int READERS = 64;
    private static final int MOST_SHOPS = 60;
    /** Long enough for a second call to be seen beside the first. */
    private static final Duration CALL = Duration.ofMillis(30);

    private static final Duration TOKEN_LIFE = Duration.ofSeconds(6);

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
        site.app().accessTokenLife(TOKEN_LIFE);
        site.shopify().faults().always(Fault.delay(CALL));
        Tally tally = new Tally(this, site);
        Fleet fleet = site.fleet();
        List<SimulatedShop> shops = fleet.enrol(Math.min(MOST_SHOPS, (rounds + 1) / 2), 0);
        Map<SimulatedShop, String> tokens = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            SimulatedShop shop = shops.get(round % shops.size());
            awaitExpiry(shop, tokens.get(shop));
            tokens.put(shop, readByAll(fleet, shop, tally));
            tally.rounds.incrementAndGet();
            tally.progress();
        }
        site.shopify().faults().clear();
        return tally.figures(shops);
    }

    private static void awaitExpiry(SimulatedShop shop, String token) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(TOKEN_LIFE.multipliedBy(2))
                .until(() -> token == null || !shop.isAccepted(token));
    }

    /** The token that they got. */
    private static String readByAll(Fleet fleet, SimulatedShop shop, Tally tally) {
        List<Answer> answers =
                everyReader(fleet, shop).map(CompletableFuture::join).toList();
        answers.forEach(answer -> tally.judge(shop, answer));
        List<String> tokens = answers.stream()
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.text("access_token"))
                .distinct()
                .toList();
        if (tokens.size() > 1) {
            tally.failedRead("several tokens in one round");
        }
        return tokens.isEmpty() ? null : tokens.get(0);
    }

    /** All have asked when the first is waited for. On a slow machine some of them come a second after it is renewed. */
    static Stream<CompletableFuture<Answer>> everyReader(Fleet fleet, SimulatedShop shop) {
        return fleet.all().stream()
                .flatMap(replica -> Stream.generate(() -> replica.client().readAnyLater(shop.domain()))
                        .limit(READERS))
                .toList()
                .stream();
    }
}
