package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.installation.AppBreakers;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** The breaker of each app, in this process and in the fleet. */
@Singleton
final class AppHealths {
    private static final Logger LOG = Logger.getLogger(AppHealths.class);

    private final AppBreakers breakers;
    private final DueInstallations due;
    private final Paces paces;
    private final FleetFigures fleet;
    private final Ticker ticker;
    private final Map<AppName, AppHealth> healths = new ConcurrentHashMap<>();
    private final Map<AppName, Uni<Void>> news = new ConcurrentHashMap<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    AppHealths(AppBreakers breakers, DueInstallations due, Paces paces, FleetFigures fleet, Ticker ticker) {
        this.breakers = breakers;
        this.due = due;
        this.paces = paces;
        this.fleet = fleet;
        this.ticker = ticker;
    }

    boolean open(AppName app) {
        return of(app).open();
    }

    void appRefused(ShopifyApp app, Installation row) {
        if (of(app.name()).appRefused(row.id(), fleet.installations(app.name()))) {
            opened(app);
        }
    }

    /** @return whether the app, and not the installation, is to be doubted */
    boolean walkFailed(ShopifyApp app, Installation row) {
        if (of(app.name()).walkFailed(row.id())) {
            opened(app);
        }
        return open(app.name());
    }

    void succeeded(ShopifyApp app, Installation row, String secretVersion) {
        paces.of(app.name()).succeeded();
        if (of(app.name()).succeeded(row.id(), secretVersion)) {
            LOG.warnf("Shopify accepts app %s again: renewals go on", app.name());
            paces.of(app.name()).restart();
            inBackground(breakers.close(app.name()).chain(() -> due.release(app.name())), app.name());
        }
    }

    /** Shopify counts calls by app: too many for one shop are too many for all. */
    void throttled(ShopifyApp app) {
        paces.of(app.name()).throttled();
    }

    boolean acceptedSince(ShopifyApp app, long nanos) {
        return of(app.name()).acceptedSince(app.secrets().get(0).version(), nanos);
    }

    /**
     * Takes over what the fleet knows; a breaker that opened under another secret says nothing about this one. A process that
     * begins may do so with a new secret, so it waits no longer for what was refused under the old one.
     */
    Uni<Void> follow(Collection<ShopifyApp> apps) {
        if (begun.compareAndSet(false, true)) {
            apps.forEach(app -> inBackground(due.release(app.name()), app.name()));
        }
        return breakers.list()
                .invoke(open -> apps.forEach(app -> of(app.name())
                        .follow(open.contains(new AppBreakers.Open(
                                app.name(), app.secrets().get(0).version())))))
                .replaceWithVoid();
    }

    private void opened(ShopifyApp app) {
        LOG.errorf(
                "Shopify refuses app %s for one installation after another: renewals stop but for one a minute; check"
                        + " broker.apps.%s.client-secret",
                app.name(), app.name());
        inBackground(breakers.open(app.name(), app.secrets().get(0).version()), app.name());
    }

    private AppHealth of(AppName app) {
        return healths.computeIfAbsent(app, name -> new AppHealth(ticker));
    }

    /** One after the other for each app: an opening that overtook its closing would last. */
    private void inBackground(Uni<Void> work, AppName app) {
        Uni<Void> next = news.compute(
                app,
                (name, before) -> (before == null ? Uni.createFrom().voidItem() : before)
                        .chain(() -> work)
                        .onFailure()
                        .invoke(failure -> LOG.warnf("the fleet was not told of app %s: %s", app, failure.getMessage()))
                        .onFailure()
                        .recoverWithNull()
                        .replaceWithVoid()
                        .memoize()
                        .indefinitely());
        next.subscribe().with(done -> news.remove(app, next));
    }
}
