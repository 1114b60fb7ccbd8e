package dev.tokenbroker.bench;

import dev.tokenbroker.packaged.BrokerProcess;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How fast a warm read of the packaged broker is, beside a bare Vert.x route: the two in turn, each on one core, the load on
 * another, so that what is compared is the work of the server alone. Says what it
 * found; what it should be is in docs/performance.md.
 */
public final class WarmReads {
    private static final int SHOPS = 1000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.seconds", 10));
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    private WarmReads() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("bench");
        try (DevelopmentWorld world = DevelopmentWorld.start(directory, Clock.systemUTC())) {
            BrokerProcess.Ports ports = BrokerProcess.Ports.free();
            try (BrokerProcess broker = BrokerProcess.startAtFullSpeed(directory, world.settings(), ports)
                    .ready()) {
                enrol(world, ports.base());
                Cores.server(broker.pid());
                compare(new Load(directory, world.callerToken(Duration.ofHours(2)), SHOPS), ports.base());
            }
        }
    }

    private static void enrol(DevelopmentWorld world, URI broker) {
        BrokerClient client = new BrokerClient(world, broker);
        for (int number = 1; number <= SHOPS; number++) {
            SimulatedShop shop = world.shopify()
                    .shop("shop-" + number + ".myshopify.com")
                    .install(world.app(), DevelopmentWorld.SCOPES);
            client.enrol(shop, 3600);
            client.read(shop.domain());
        }
    }

    private static void compare(Load load, URI broker) throws IOException {
        int port = FreePort.next();
        Process bare = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareVertx.class.getName(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            bare.inputReader().readLine();
            Cores.server(bare.pid());
            compare(load, broker, URI.create("http://127.0.0.1:" + port));
        } finally {
            bare.destroyForcibly();
        }
    }

    private static void compare(Load load, URI broker, URI bare) {
        load.against(bare, WARM_UP);
        load.against(broker, WARM_UP);
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Load.Result yardStick = load.against(bare, ROUND);
            Load.Result own = load.against(broker, ROUND);
            shares.add(own.perSecond() / yardStick.perSecond());
            System.out.printf(
                    "bare Vert.x %.0f/s, p99 %.1f ms; broker %.0f/s, p99 %.1f ms; share %.2f%n",
                    yardStick.perSecond(),
                    yardStick.tail() / 1000,
                    own.perSecond(),
                    own.tail() / 1000,
                    shares.get(round));
        }
        shares.sort(Comparator.naturalOrder());
        System.out.printf("median share of bare Vert.x: %.2f%n", shares.get(ROUNDS / 2));
    }
}
