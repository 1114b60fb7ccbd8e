package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.SimulatedShop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * A fleet of the version before becomes one of this version, a replica at a time, and then goes back, under readers and renewals.
 * At each step shops are enrolled and every token is renewed, by whichever version comes first.
 */
record UpgradeTrial(Path before, Path present, int shops, Terms terms, Map<String, String> more) implements Trial {
    static final Duration TOKEN_LIFE = Duration.ofSeconds(20);
    private static final int READS_PER_SECOND = 60;
    private static final int NEW_AT_EACH_STEP = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String title() {
        return "upgraded, rolled back";
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(terms.withSweep());
        settings.put("quarkus.shutdown.delay", "PT2S");
        settings.putAll(more);
        return settings;
    }

    @Override
    public Figures run(Path directory, long seed, Consumer<String> progress) throws Exception {
        try (Site site = Site.open(before, directory, settings(), seed, progress)) {
            return run(site);
        }
    }

    @Override
    @SuppressWarnings("try") // readers read until they are closed, and nobody calls them
    public Figures run(Site site) throws Exception {
        site.app().accessTokenLife(TOKEN_LIFE);
        Tally tally = new Tally(this, site);
        List<SimulatedShop> all = new CopyOnWriteArrayList<>(enrol(site, shops));
        try (Readers readers = Readers.begin(
                site.fleet(),
                all,
                READS_PER_SECOND,
                site.random(),
                (shop, answer) -> tally.judge(shop, answer),
                tally)) {
            for (Path version : List.of(present, before)) {
                for (Replica replica : site.fleet().all()) {
                    replace(replica, version, tally);
                    all.addAll(enrol(site, NEW_AT_EACH_STEP));
                    awaitRenewalOf(all, site);
                }
            }
        }
        return tally.figures(all);
    }

    private static List<SimulatedShop> enrol(Site site, int shops) throws Exception {
        return site.fleet().enrol(shops, (int) TOKEN_LIFE.toSeconds());
    }

    private static void replace(Replica replica, Path version, Tally tally) throws IOException, InterruptedException {
        replica.become(version);
        tally.rounds.incrementAndGet();
        tally.progress();
    }

    /** Each once more than it was. */
    static void awaitRenewalOf(List<SimulatedShop> shops, Site site) {
        Map<String, Integer> before = new HashMap<>();
        shops.forEach(shop -> before.put(shop.domain(), site.shopify().calls().rotations(shop.domain())));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> before.entrySet().stream()
                        .allMatch(shop -> site.shopify().calls().rotations(shop.getKey()) > shop.getValue()));
    }
}
