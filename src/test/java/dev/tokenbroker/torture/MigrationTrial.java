package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A fleet of legacy grants is migrated while all replicas are killed twice and one answer in fifty is lost after Shopify has
 * exchanged the token. Afterwards every shop has an expiring grant that Shopify accepts.
 */
record MigrationTrial(int shops, Terms terms) implements Trial {
    private static final int READS_PER_SECOND = 60;
    private static final int KILLS = 2;
    private static final int LOST_PERCENT = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Override
    public String title() {
        return "fleet migrated";
    }

    @Override
    public Map<String, String> settings() {
        return terms.withSweep();
    }

    @Override
    @SuppressWarnings("try") // readers read until they are closed, and nobody calls them
    public Figures run(Site site) throws Exception {
        Tally tally = new Tally(this, site);
        Fleet fleet = site.fleet();
        List<SimulatedShop> legacy =
                IntStream.range(0, shops).mapToObj(i -> enrol(site, fleet)).toList();
        Random dice = new Random(site.random().nextLong());
        site.shopify()
                .faults()
                .always(() ->
                        dice.nextInt(100) < LOST_PERCENT ? Fault.status520().afterCommit() : Fault.NONE);
        try (Readers readers =
                Readers.begin(fleet, legacy, READS_PER_SECOND, site.random(), (shop, answer) -> {}, tally)) {
            String run = start(fleet);
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitRemaining(site, fleet, run, tally, shops - (long) shops * kill / (KILLS + 1));
                killAll(fleet, tally);
            }
            awaitRemaining(site, fleet, run, tally, 0);
        }
        site.shopify().faults().clear();
        legacy.forEach(
                shop -> tally.judge(shop, fleet.any(site.random()).client().read(shop.domain())));
        tally.rounds.incrementAndGet();
        return tally.figures(legacy);
    }

    private static SimulatedShop enrol(Site site, Fleet fleet) {
        BrokerClient client = fleet.all().get(0).client();
        SimulatedShop shop = client.newShop();
        JsonObject body = new JsonObject()
                .put("grant", "legacy")
                .put("access_token", shop.issueLegacy(site.app()))
                .put("scope", DevelopmentWorld.SCOPES);
        if (client.put(shop.domain(), body).status() != 201) {
            throw new AssertionError("a shop was not enrolled");
        }
        return shop;
    }

    private static String start(Fleet fleet) {
        Answer started = fleet.all().get(0).client().post("/v1/migrations", new JsonObject().put("per_second", 100));
        return started.header("Location");
    }

    private static void awaitRemaining(Site site, Fleet fleet, String run, Tally tally, long most) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreException(AssertionError.class)
                .until(() -> {
                    tally.progress();
                    Answer now = fleet.any(site.random()).client().get(run);
                    return now.status() == 200 && now.body().getLong("remaining") <= most;
                });
    }

    private static void killAll(Fleet fleet, Tally tally) throws Exception {
        fleet.all().forEach(Replica::kill);
        fleet.startAll();
        tally.kills.addAndGet(fleet.all().size());
    }
}
