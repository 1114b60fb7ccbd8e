package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.simulator.TokenCalls;
import dev.tokenbroker.world.DevelopmentWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * Processes that are a renewal engine and nothing else, killed by the thousand: half of them at a failpoint, half at any
 * moment, all over a network that loses answers after Shopify has rotated.
 */
record EngineKillTrial(int kills, int shops) {
    private static final String TITLE = "engines killed";
    private static final int AT_ONCE = 3;
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    Figures run(Path directory, long seed, Consumer<String> progress) throws Exception {
        long begun = System.nanoTime();
        Path own = directory.resolve("engines-killed");
        try (DevelopmentWorld world = DevelopmentWorld.start(own, Clock.systemUTC())) {
            world.app().accessTokenLife(TOKEN_LIFE);
            List<SimulatedShop> living = EngineShops.enrol(world, shops);
            world.shopify().faults().always(Traffic.overBadNetwork(new Random(seed)));
            EngineLauncher launcher = EngineLauncher.prepare(own, world.settings());
            AtomicInteger killed = new AtomicInteger();
            killAll(launcher, new Random(seed), killed, progress);
            world.shopify().faults().clear();
            awaitNewTokens(world, launcher);
            return figures(world, living, killed.get(), (System.nanoTime() - begun) / 1e9);
        }
    }

    private void killAll(EngineLauncher launcher, Random random, AtomicInteger killed, Consumer<String> progress)
            throws Exception {
        ExecutorService slots = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int slot = 0; slot < AT_ONCE; slot++) {
                Random own = new Random(random.nextLong());
                done.add(slots.submit(() -> {
                    while (killed.get() < kills) {
                        EngineLife.liveAndBeKilled(launcher, own);
                        if (killed.incrementAndGet() % 250 == 0) {
                            progress.accept(TITLE + ": " + killed + " of " + kills);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> slot : done) {
                slot.get();
            }
        } finally {
            slots.shutdownNow();
        }
    }

    /** Renewed once more by all: what the ledger has is not only held, it is of use. */
    private static void awaitNewTokens(DevelopmentWorld world, EngineLauncher launcher) throws IOException {
        Process last = launcher.start(List.of());
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(500))
                    .atMost(PATIENCE)
                    .until(() -> count(world, "last_refreshed_at is null or access_token_expires_at < now()") == 0);
        } finally {
            last.destroyForcibly();
        }
    }

    private static int count(DevelopmentWorld world, String condition) throws SQLException {
        try (Connection connection = world.database().connect();
                Statement statement = connection.createStatement();
                var counted = statement.executeQuery("select count(*) from installation where " + condition)) {
            counted.next();
            return counted.getInt(1);
        }
    }

    private static Figures figures(DevelopmentWorld world, List<SimulatedShop> shops, int killed, double seconds)
            throws SQLException {
        TokenCalls calls = world.shopify().calls();
        Oracle oracle = new Oracle(world);
        return new Figures(
                TITLE,
                killed,
                killed,
                calls.total(),
                shops.stream().mapToInt(shop -> calls.rotations(shop.domain())).sum(),
                oracle.lost(shops),
                oracle.falseVerdicts(shops),
                (int) shops.stream()
                        .filter(shop -> calls.maxConcurrent(shop.domain()) > 1)
                        .count(),
                0,
                seconds);
    }
}
