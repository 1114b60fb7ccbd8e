package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.simulator.TokenCall;
import dev.tokenbroker.simulator.TokenCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/**
 * Coalescing at a Shopify that needs nearly all of a call's time, or more than that. One call in the first case. In the
 * second the call is given up while Shopify still works on it, and nothing is sent before the lease has ended.
 */
record SlowProviderTrial(int shops, Terms terms, Duration takes) implements Trial {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String title() {
        return String.format(
                "coalescing, Shopify takes %.0f%%",
                100.0 * takes.toMillis() / terms.timeout().toMillis());
    }

    @Override
    public Map<String, String> settings() {
        return terms.withoutSweep();
    }

    @Override
    public Figures run(Site site) throws Exception {
        Tally tally = new Tally(this, site);
        site.app().accessTokenLife(Duration.ofHours(1));
        Fleet fleet = site.fleet();
        List<SimulatedShop> slow = fleet.enrol(shops, 0);
        slow.forEach(shop -> shop.faults().next(Fault.delay(takes)));
        List<CompletableFuture<?>> readers = slow.stream()
                .flatMap(shop -> CoalescingTrial.everyReader(fleet, shop))
                .<CompletableFuture<?>>map(reader -> reader)
                .toList();
        Map<SimulatedShop, Instant> leases = leases(site, slow);
        slow.forEach(shop -> awaitToken(fleet, shop));
        readers.forEach(CompletableFuture::join);
        slow.stream()
                .filter(shop -> sentTooEarly(site, shop, leases.get(shop)))
                .forEach(shop -> tally.overlaps.incrementAndGet());
        tally.rounds.set(shops);
        return tally.figures(slow);
    }

    /** The ends of the leases under which the first calls were sent. */
    private static Map<SimulatedShop, Instant> leases(Site site, List<SimulatedShop> slow) throws Exception {
        Oracle oracle = new Oracle(site.world());
        Map<SimulatedShop, Instant> ends = new HashMap<>();
        for (SimulatedShop shop : slow) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(PATIENCE)
                    .until(() -> site.shopify().calls().total(shop.domain()) > 0);
            ends.put(shop, oracle.leaseEnd(shop));
        }
        return ends;
    }

    private static void awaitToken(Fleet fleet, SimulatedShop shop) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .ignoreException(AssertionError.class)
                .until(() -> fleet.all().stream()
                        .map(replica -> replica.client().read(shop.domain()))
                        .allMatch(answer -> answer.status() == 200 && shop.isAccepted(answer.text("access_token"))));
    }

    private static boolean sentTooEarly(Site site, SimulatedShop shop, Instant leaseEnd) {
        TokenCalls calls = site.shopify().calls();
        return calls.list(shop.domain()).stream()
                        .map(TokenCall::at)
                        .filter(at -> at.isBefore(leaseEnd))
                        .count()
                > 1;
    }
}
