package dev.tokenbroker.world;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The development world for tests; a field of type {@link DevelopmentWorld} gets it. */
public final class WorldResource implements QuarkusTestResourceLifecycleManager {
    private final Map<String, String> overrides = new HashMap<>();
    private DevelopmentWorld world;

    @Override
    public void init(Map<String, String> arguments) {
        overrides.putAll(arguments);
    }

    @Override
    public Map<String, String> start() {
        world = DevelopmentWorld.start(Path.of("target", "test-world"), Clock.systemUTC());
        Map<String, String> settings = new HashMap<>(world.settings());
        settings.put("broker.callers.regional.subject", "regional");
        settings.put("broker.callers.regional.permissions", "read-tokens,operate");
        settings.put("broker.callers.regional.shops", "regional-*");
        settings.put("broker.callers.newcomer.subject", "newcomer");
        settings.put("broker.callers.newcomer.permissions", "enrol");
        settings.put("broker.callers.newcomer.shops", "newcomer-*");
        settings.put("broker.callers.installer.subject", "installer");
        settings.put("broker.callers.installer.permissions", "enrol");
        settings.put("broker.callers.installer.shops", "*");
        settings.put("broker.callers.frugal.subject", "frugal");
        settings.put("broker.callers.frugal.permissions", "read-tokens");
        settings.put("broker.callers.frugal.shops", "*");
        settings.put("broker.callers.frugal.distinct-shops-per-hour", "1");
        settings.put("broker.callers.reader.subject", "reader");
        settings.put("broker.callers.reader.permissions", "read-tokens");
        settings.put("broker.callers.reader.shops", "*");
        settings.putAll(overrides);
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(world, new TestInjector.MatchesType(DevelopmentWorld.class));
    }

    @Override
    public void stop() {
        if (world != null) {
            world.close();
        }
    }
}
