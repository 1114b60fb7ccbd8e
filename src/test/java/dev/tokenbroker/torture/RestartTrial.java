package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.simulator.TokenCalls;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * All replicas end and begin anew among shops whose tokens live and are asked for. A few became due meanwhile: those are
 * renewed, which shows that the brokers have looked; the others are served as they are.
 */
record RestartTrial(int shops, Terms terms) implements Trial {
    static final int DUE = 12;
    private static final int LIFE_SECONDS = 3600;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String TIME_PASSES = """
            update installation set renew_at = now(), next_due_at = now(), last_asked_at = now() where domain = any(?)
            """;

    @Override
    public String title() {
        return "all restarted";
    }

    @Override
    public Map<String, String> settings() {
        return terms.withSweep();
    }

    @Override
    public Figures run(Site site) throws Exception {
        Tally tally = new Tally(this, site);
        site.app().accessTokenLife(Duration.ofHours(1));
        Fleet fleet = site.fleet();
        List<SimulatedShop> living = fleet.enrol(shops, LIFE_SECONDS);
        read(fleet.all().get(0), living, tally);
        for (Replica replica : fleet.all()) {
            replica.terminate();
        }
        List<SimulatedShop> due = living.subList(0, Math.min(DUE, living.size()));
        timePasses(site, due);
        fleet.startAll();
        tally.rounds.incrementAndGet();
        awaitRenewalOf(site.shopify().calls(), due);
        for (Replica replica : fleet.all()) {
            read(replica, living, tally);
        }
        return tally.figures(living);
    }

    private static void timePasses(Site site, List<SimulatedShop> due) throws SQLException {
        try (Connection connection = site.database().connect();
                PreparedStatement statement = connection.prepareStatement(TIME_PASSES)) {
            Object[] domains = due.stream().map(SimulatedShop::domain).toArray();
            statement.setArray(1, connection.createArrayOf("varchar", domains));
            statement.executeUpdate();
        }
    }

    private static void awaitRenewalOf(TokenCalls calls, List<SimulatedShop> due) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> due.stream().allMatch(shop -> calls.rotations(shop.domain()) > 0));
    }

    private static void read(Replica replica, List<SimulatedShop> living, Tally tally) {
        for (SimulatedShop shop : living) {
            tally.judge(shop, replica.client().read(shop.domain()));
            tally.progress();
        }
    }
}
