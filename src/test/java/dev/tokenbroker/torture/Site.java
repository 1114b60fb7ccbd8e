package dev.tokenbroker.torture;

import dev.tokenbroker.packaged.BrokerProcess;
import dev.tokenbroker.simulator.GraceMode;
import dev.tokenbroker.simulator.ShopifySimulator;
import dev.tokenbroker.simulator.SimulatedApp;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Where trials take place: a world of its own with a fleet in it, chance from one seed, and somebody who follows the
 * progress.
 */
record Site(DevelopmentWorld world, Fleet fleet, Random random, Consumer<String> progress) implements AutoCloseable {
    private static final List<GraceMode> GRACE =
            List.of(GraceMode.SAME_THEN_NEW, GraceMode.NEW_PAIR, GraceMode.SIBLINGS);

    /** @param changes to the settings of the world, {@link Terms} among them */
    static Site open(Path directory, Map<String, String> changes, long seed, Consumer<String> progress)
            throws IOException {
        return open(BrokerProcess.JAR, directory, changes, seed, progress);
    }

    /** @param jar of the version that the replicas are of at first */
    static Site open(Path jar, Path directory, Map<String, String> changes, long seed, Consumer<String> progress)
            throws IOException {
        Path replicas = Files.createDirectories(directory.resolve("replicas"));
        deleteWhatWasPrinted(replicas);
        DevelopmentWorld world = DevelopmentWorld.start(directory, Clock.systemUTC());
        try {
            Map<String, String> settings = new LinkedHashMap<>(world.settings());
            settings.putAll(changes);
            return new Site(world, Fleet.start(world, jar, replicas, settings), new Random(seed), progress);
        } catch (IOException | RuntimeException | Error broken) {
            world.close();
            throw broken;
        }
    }

    private static void deleteWhatWasPrinted(Path replicas) throws IOException {
        try (var printed = Files.list(replicas)) {
            for (Path old : printed.toList()) {
                Files.delete(old);
            }
        }
    }

    ShopifySimulator shopify() {
        return world.shopify();
    }

    SimulatedApp app() {
        return world.app();
    }

    EmbeddedDatabase database() {
        return world.database();
    }

    /** Gives each way of answering a retry to a third of the shops. */
    static void spreadGraceModes(List<SimulatedShop> shops) {
        for (int i = 0; i < shops.size(); i++) {
            shops.get(i).graceMode(GRACE.get(i % GRACE.size()));
        }
    }

    @Override
    public void close() {
        fleet.close();
        world.close();
    }
}
