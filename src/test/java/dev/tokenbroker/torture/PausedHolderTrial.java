package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.Hold;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.simulator.TokenCalls;
import dev.tokenbroker.world.BrokerClient.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/**
 * The holder of several leases is stopped while its calls are under way, for longer than the leases. Another renews; then
 * Shopify answers the first call after all, and the holder goes on. Once the answer waits for it, once it comes later.
 */
record PausedHolderTrial(int rounds, Terms terms) implements Trial {
    /** Two for each way of answering a retry. */
    private static final int SHOPS = 6;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String title() {
        return "holder of a lease paused";
    }

    @Override
    public Map<String, String> settings() {
        return terms.withoutSweep();
    }

    @Override
    public Figures run(Site site) throws Exception {
        Tally tally = new Tally(this, site);
        site.app().accessTokenLife(Duration.ofHours(1));
        List<SimulatedShop> all = new ArrayList<>();
        Fleet fleet = site.fleet();
        for (int round = 0; round < rounds; round++) {
            List<SimulatedShop> shops = fleet.enrol(SHOPS, 0);
            Site.spreadGraceModes(shops);
            boolean answerWaits = round % 2 == 0;
            pauseOver(fleet.all().get(0), fleet.all().get(1), shops, answerWaits);
            awaitSilence(site.shopify().calls(), shops);
            shops.forEach(shop -> renewOnceMore(fleet, shop, tally));
            all.addAll(shops);
            tally.rounds.incrementAndGet();
            tally.progress();
        }
        return tally.figures(all).withoutOverlaps(all.size());
    }

    private static void pauseOver(Replica holder, Replica other, List<SimulatedShop> shops, boolean answerWaits) {
        Hold hold = new Hold();
        shops.forEach(shop -> shop.faults().next(Fault.hold(hold)));
        List<CompletableFuture<Answer>> readers = shops.stream()
                .map(shop -> holder.client().readLater(shop.domain()))
                .toList();
        hold.awaitArrivals(shops.size(), PATIENCE);
        holder.suspend();
        try {
            shops.forEach(shop -> awaitToken(other, shop));
            if (answerWaits) {
                hold.release();
            }
        } finally {
            holder.resume();
            hold.release();
        }
        // those who asked the paused one may have lost patience, and nobody owes them anything
        readers.forEach(reader -> reader.handle((answer, failure) -> answer).join());
    }

    private static void awaitToken(Replica replica, SimulatedShop shop) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .ignoreException(AssertionError.class)
                .until(() -> replica.client().read(shop.domain()).status() == 200);
    }

    private static void awaitSilence(TokenCalls calls, List<SimulatedShop> shops) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> shops.stream().allMatch(shop -> calls.inFlight(shop.domain()) == 0));
    }

    /** By whoever asks for it; whichever refresh token is the living one now, it is found. */
    private static void renewOnceMore(Fleet fleet, SimulatedShop shop, Tally tally) {
        for (Replica replica : fleet.all()) {
            tally.judge(shop, replica.client().read(shop.domain()));
        }
        Replica once = fleet.all().get(0);
        int version = once.client().read(shop.domain()).body().getInteger("version");
        tally.judge(
                shop,
                once.client()
                        .post(
                                "/v1/shops/" + shop.domain() + "/access-token/refresh",
                                new JsonObject().put("version", version)));
    }
}
