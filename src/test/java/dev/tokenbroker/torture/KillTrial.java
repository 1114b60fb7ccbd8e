package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Replicas are killed at any moment of a renewal, under readers and over a network that loses answers after Shopify has
 * rotated. Afterwards every shop yields a newer token than before, which Shopify accepts.
 */
record KillTrial(int kills, int shops, Terms terms) implements Trial {
    static final Duration TOKEN_LIFE = Duration.ofSeconds(6);
    private static final int READS_PER_SECOND = 120;
    /** One kill in so many takes the whole fleet. */
    private static final int ALL_AT_ONCE = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String title() {
        return "replicas killed";
    }

    @Override
    public Map<String, String> settings() {
        return terms.withSweep();
    }

    @Override
    @SuppressWarnings("try") // readers read until they are closed, and nobody calls them
    public Figures run(Site site) throws Exception {
        site.app().accessTokenLife(TOKEN_LIFE);
        Tally tally = new Tally(this, site);
        Traffic traffic = Traffic.overBadNetwork(site.random());
        Fleet fleet = site.fleet();
        List<SimulatedShop> living = fleet.enrol(shops, 0);
        Site.spreadGraceModes(living);
        site.shopify().faults().always(traffic);
        try (Readers readers =
                Readers.begin(fleet, living, READS_PER_SECOND, site.random(), (shop, answer) -> {}, tally)) {
            while (tally.kills.get() < kills) {
                traffic.awaitAnyMoment();
                strike(fleet, site, tally);
                tally.progress();
            }
            site.shopify().faults().clear();
            awaitNewTokens(site, fleet, living);
        }
        return tally.figures(living);
    }

    private static void strike(Fleet fleet, Site site, Tally tally) throws IOException {
        List<Replica> victims =
                site.random().nextInt(ALL_AT_ONCE) == 0 ? fleet.all() : List.of(fleet.any(site.random()));
        victims.forEach(Replica::kill);
        for (Replica victim : victims) {
            victim.start();
        }
        victims.forEach(Replica::ready);
        tally.rounds.incrementAndGet();
        tally.kills.addAndGet(victims.size());
    }

    /** Renewed once more by all: what a broker has in hand is not only held, it is of use. */
    static void awaitNewTokens(Site site, Fleet fleet, List<SimulatedShop> shops) throws Exception {
        Map<String, Integer> before = new Oracle(site.world()).versions();
        for (SimulatedShop shop : shops) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(PATIENCE)
                    .ignoreException(AssertionError.class)
                    .until(() -> {
                        Answer answer = fleet.any(site.random()).client().read(shop.domain());
                        return answer.status() == 200
                                && answer.body().getInteger("version") > before.get(shop.domain())
                                && shop.isAccepted(answer.text("access_token"));
                    });
        }
    }
}
