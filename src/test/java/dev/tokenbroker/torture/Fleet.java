package dev.tokenbroker.torture;

import dev.tokenbroker.simulator.SimulatedApp;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Three packaged brokers on one database. */
final class Fleet implements AutoCloseable {
    private static final int SIZE = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ENROLLING_AT_ONCE = 8;

    private final SimulatedApp app;
    private final List<Replica> replicas;

    private Fleet(SimulatedApp app, List<Replica> replicas) {
        this.app = app;
        this.replicas = replicas;
    }

    /**
     * @param jar of the version that they are of
     * @param directory the replicas' working directory, with what they print
     */
    static Fleet start(DevelopmentWorld world, Path jar, Path directory, Map<String, String> settings)
            throws IOException {
        Fleet fleet = new Fleet(
                world.app(),
                Stream.generate(() -> new Replica(world, jar, directory, settings))
                        .limit(SIZE)
                        .toList());
        try {
            fleet.startAll();
        } catch (IOException | RuntimeException | AssertionError broken) {
            fleet.close();
            throw broken;
        }
        return fleet;
    }

    void startAll() throws IOException {
        for (Replica replica : replicas) {
            replica.start();
        }
        replicas.forEach(Replica::ready);
    }

    List<Replica> all() {
        return replicas;
    }

    Replica any(Random random) {
        return replicas.get(random.nextInt(SIZE));
    }

    /** Shops that nobody used before, each with a grant whose access token still lives so many seconds for the broker. */
    List<SimulatedShop> enrol(int shops, int expiresIn) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(ENROLLING_AT_ONCE);
        try {
            Callable<SimulatedShop> one = () -> enrol(expiresIn);
            List<Future<SimulatedShop>> enrolled = workers.invokeAll(
                    IntStream.range(0, shops).mapToObj(i -> one).toList());
            return enrolled.stream().map(Fleet::done).toList();
        } finally {
            workers.shutdownNow();
        }
    }

    /** A broker that has just begun on a busy machine may ask to come back. */
    private SimulatedShop enrol(int expiresIn) {
        BrokerClient client = replicas.get(0).client();
        SimulatedShop shop = client.newShop();
        JsonObject body = BrokerClient.expiring(shop.issueExpiring(app), expiresIn);
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreException(AssertionError.class)
                .until(() -> client.put(shop.domain(), body).status() < 300);
        return shop;
    }

    private static SimulatedShop done(Future<SimulatedShop> enrolment) {
        try {
            return enrolment.get();
        } catch (Exception failed) {
            throw new AssertionError("a shop was not enrolled", failed);
        }
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
    }
}
