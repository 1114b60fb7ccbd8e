package dev.tokenbroker.world;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What {@code quarkus:dev} runs: the world first, then the broker in it. A live reload runs it again in a new class loader;
 * the world of before, known by its settings, goes on.
 */
@QuarkusMain(name = "development-world")
public final class DevelopmentMain {
    private static final String RUNNING = "dev.tokenbroker.world";

    private DevelopmentMain() {}

    public static void main(String... args) {
        if (System.getProperty(RUNNING) == null) {
            DevelopmentWorld world = DevelopmentWorld.start(Path.of("target", "world"), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(world::close, "end of the world"));
            world.settings().forEach(System::setProperty);
            System.setProperty("broker.apps.default.public-url", Greeting.address());
            System.setProperty(RUNNING, "running");
            Greeting.world = world;
        }
        Quarkus.run(args);
    }
}
