package dev.tokenbroker.oauth;

import dev.tokenbroker.world.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** A port that is known before the broker starts, and apps that know it: with a page of their own, and without. */
public final class PublicAddress implements QuarkusTestResourceLifecycleManager {
    static final String AFTER_INSTALL = "https://app.sim.test/welcome?from=broker#top";
    static final String OTHER_CLIENT_ID = "sim-other-client-id";
    static final String OTHER_SECRET = "sim-other-secret";

    @Override
    public Map<String, String> start() {
        int port = FreePort.next();
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.test-port", Integer.toString(port));
        settings.put("broker.apps.default.public-url", "http://localhost:" + port + "/");
        settings.put("broker.apps.default.after-install-url", AFTER_INSTALL);
        settings.put("broker.apps.default.scopes", "read_products,write_orders");
        settings.put("broker.apps.other.client-id", OTHER_CLIENT_ID);
        settings.put("broker.apps.other.client-secret", OTHER_SECRET);
        settings.put("broker.apps.other.public-url", "http://localhost:" + port);
        settings.put("broker.apps.private.client-id", "sim-private-client-id");
        settings.put("broker.apps.private.client-secret", "sim-private-secret");
        return settings;
    }

    @Override
    public void stop() {}
}
