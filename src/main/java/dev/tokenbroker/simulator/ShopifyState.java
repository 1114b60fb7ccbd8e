package dev.tokenbroker.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** All apps and shops, and the one lock under which they are looked at and changed. */
final class ShopifyState {
    private static final long FIRST_SHOP_ID = 7_000_000_001L;

    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private final Map<String, SimulatedApp> apps = new HashMap<>();
    private final Map<String, SimulatedShop> shops = new HashMap<>();
    private final Map<String, SimulatedShop> moved = new HashMap<>();
    private final WebhookOutbox outbox = new WebhookOutbox();
    private GraceMode graceMode = GraceMode.SAME_THEN_NEW;
    private long nextShopId = FIRST_SHOP_ID;

    ShopifyState(Clock clock) {
        this.clock = clock;
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void locked(Runnable work) {
        locked(() -> {
            work.run();
            return null;
        });
    }

    Instant now() {
        return clock.instant();
    }

    /** The app, or null where no app has this client id. */
    SimulatedApp findApp(String clientId) {
        return locked(() -> apps.get(clientId));
    }

    SimulatedApp app(String clientId) {
        return locked(() -> apps.computeIfAbsent(clientId, SimulatedApp::new));
    }

    /** The shop, or null where no shop has this domain. */
    SimulatedShop findShop(String domain) {
        return locked(() -> shops.get(domain));
    }

    SimulatedShop shop(String domain) {
        return locked(() -> shops.computeIfAbsent(domain, name -> new SimulatedShop(this, name, nextShopId++)));
    }

    /** The shop that once had this domain and left a redirect there, or null. */
    SimulatedShop findMoved(String domain) {
        return locked(() -> moved.get(domain));
    }

    void rename(SimulatedShop shop, String newDomain, boolean oldOneRedirects) {
        locked(() -> {
            if (shops.putIfAbsent(newDomain, shop) != null) {
                throw new IllegalStateException("the domain is taken");
            }
            shops.remove(shop.domain());
            moved.remove(newDomain);
            if (oldOneRedirects) {
                moved.put(shop.domain(), shop);
            }
        });
    }

    WebhookOutbox outbox() {
        return outbox;
    }

    GraceMode graceMode() {
        return locked(() -> graceMode);
    }

    void graceMode(GraceMode mode) {
        locked(() -> {
            graceMode = mode;
        });
    }
}
