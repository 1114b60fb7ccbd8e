package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.SimulatedShop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * PostgreSQL is killed and recovers, again and again, under renewals of short-lived tokens and readers of long-lived ones.
 * Whatever a reader was given stays recorded, and whoever is served from memory notices nothing.
 */
record DatabaseKillTrial(int kills, int shops, Terms terms) implements Trial {
    private static final int ALL_DAY = 86_400;
    private static final int WARM_SHOPS = 20;
    private static final int READS_PER_SECOND = 60;
    private static final Duration NEWS_REACHES_ALL = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String title() {
        return "database killed";
    }

    @Override
    public Map<String, String> settings() {
        return terms.withSweep();
    }

    @Override
    @SuppressWarnings("try") // readers read until they are closed, and nobody calls them
    public Figures run(Site site) throws Exception {
        Tally tally = new Tally(this, site);
        Tally ofRenewed = new Tally(this, site);
        Acknowledged acknowledged = new Acknowledged();
        site.app().accessTokenLife(Duration.ofSeconds(ALL_DAY));
        Fleet fleet = site.fleet();
        List<SimulatedShop> warm = fleet.enrol(WARM_SHOPS, ALL_DAY);
        site.app().accessTokenLife(KillTrial.TOKEN_LIFE);
        List<SimulatedShop> renewed = fleet.enrol(shops, 0);
        Site.spreadGraceModes(renewed);
        awaitInMemory(site, warm);
        try (Readers atEase = Readers.begin(fleet, warm, READS_PER_SECOND, site.random(), acknowledged::saw, tally);
                Readers others =
                        Readers.begin(fleet, renewed, READS_PER_SECOND, site.random(), acknowledged::saw, ofRenewed)) {
            killAndRestart(site, tally);
            KillTrial.awaitNewTokens(site, fleet, renewed);
        }
        tally.losses.set(acknowledged.lost(new Oracle(site.world())));
        return tally.figures(renewed);
    }

    /** Of every replica; that they were enrolled is news, on which a replica forgets what it held, within a second. */
    private static void awaitInMemory(Site site, List<SimulatedShop> warm) {
        Oracle oracle = new Oracle(site.world());
        Awaitility.await().atMost(PATIENCE).until(() -> oracle.sinceLastNews().compareTo(NEWS_REACHES_ALL) > 0);
        site.fleet()
                .all()
                .forEach(replica -> warm.forEach(shop -> Awaitility.await()
                        .atMost(PATIENCE)
                        .ignoreException(AssertionError.class)
                        .until(() -> replica.client().read(shop.domain()).status() == 200)));
    }

    private void killAndRestart(Site site, Tally tally) throws Exception {
        Traffic traffic = Traffic.undisturbed(site.random());
        site.shopify().faults().always(traffic);
        while (tally.kills.get() < kills) {
            traffic.awaitAnyMoment();
            site.database().kill();
            site.database().restart();
            tally.kills.incrementAndGet();
            tally.rounds.incrementAndGet();
            Awaitility.await("renewals after a restart of the database")
                    .atMost(PATIENCE)
                    .until(() -> traffic.flows(Duration.ofSeconds(1)));
            tally.progress();
        }
    }
}
