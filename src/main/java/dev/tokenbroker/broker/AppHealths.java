package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.broker.AppHealth.News;
import dev.tokenbroker.installation.AppBreakers;
import dev.tokenbroker.installation.AppBreakers.Standing;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenAnswer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private void appRefused(ShopifyApp app, Installation row) {
        if (of(app.name()).appRefused(row.id(), fleet.installations(app.name()))) {
            opened(app);
        }
    }

    /** What a failed call tells of the app, whatever it was for. */
    void failed(ShopifyApp app, Installation row, TokenAnswer answer) {
        if (answer instanceof TokenAnswer.AppRefused) {
            appRefused(app, row);
        }
        if (answer instanceof TokenAnswer.Unclear unclear && unclear.doubt() == TokenAnswer.Doubt.THROTTLED) {
            throttled(app);
        }
    }

    /** @return whether the app, and not the installation, is to be doubted */
    boolean walkFailed(ShopifyApp app, Installation row) {
        if (of(app.name()).walkFailed(row.id(), fleet.installations(app.name()))) {
            opened(app);
        }
        return open(app.name());
    }

    /** What speaks for the app while this installation's refresh tokens are called dead. */
    Uni<Standing> standing(ShopifyApp app, Installation suspect) {
        return breakers.standing(suspect).invoke(standing -> {
            if (standing == Standing.UNKNOWN) {
                of(app.name()).doubt();
            }
        });
    }

    /** Whether to ask Shopify for another installation of this app. */
    boolean takeDoubt(AppName app) {
        return of(app).takeDoubt();
    }

    void succeeded(ShopifyApp app, Installation row) {
        paces.of(app.name()).succeeded();
        if (of(app.name()).succeeded(row.id())) {
            goOn(app.name());
        }
    }

    /** What is renewed so is under the secret that is to go: a rotation gets nowhere. */
    void previousSecretTaken(ShopifyApp app) {
        if (of(app.name()).previousSecretTaken(app.secretVersion())) {
            LOG.warnf(
                    "Shopify refuses the client secret of app %s and takes the previous one; check"
                            + " broker.apps.%s.client-secret",
                    app.name(), app.name());
        }
    }

    /** Whether Shopify took the previous one instead of this client secret just now. */
    boolean refusesSecret(AppName app, String version) {
        return of(app).refusesSecret(version);
    }

    /** Shopify counts calls by app: too many for one shop are too many for all. */
    private void throttled(ShopifyApp app) {
        paces.of(app.name()).throttled();
    }

    private void goOn(AppName app) {
        LOG.warnf("Shopify accepts app %s again: renewals go on", app);
        paces.of(app).restart();
    }

    /** Tells the fleet what it does not know yet, and takes over what it knows. What fails is done at the next round. */
    Uni<Void> follow(Collection<ShopifyApp> apps) {
        return Multi.createFrom()
                .iterable(apps)
                .onItem()
                .transformToUniAndConcatenate(this::tell)
                .onItem()
                .ignoreAsUni()
                .chain(breakers::list)
                .invoke(open -> apps.forEach(app -> follow(app, open)))
                .chain(() -> release(apps));
    }

    private Uni<Void> tell(ShopifyApp app) {
        AppHealth health = of(app.name());
        return health.untold()
                .map(news -> (news == News.OPENED
                                ? breakers.open(app.name(), app.secretVersion())
                                : breakers.close(app.name()))
                        .invoke(() -> health.told(news)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** A breaker that opened under another secret says nothing about this one. */
    private void follow(ShopifyApp app, List<AppBreakers.Open> open) {
        if (of(app.name()).follow(open.contains(new AppBreakers.Open(app.name(), app.secretVersion())))) {
            goOn(app.name());
        }
    }

    /** Also at the start: a process may begin with a new secret, and waits no longer for what was refused under the old one. */
    private Uni<Void> release(Collection<ShopifyApp> apps) {
        return Multi.createFrom()
                .iterable(apps)
                .select()
                .where(app -> of(app.name()).mayHoldBack())
                .onItem()
                .transformToUniAndConcatenate(app -> due.release(app.name()).invoke(of(app.name())::heldBackNoLonger))
                .onItem()
                .ignoreAsUni();
    }

    private static void opened(ShopifyApp app) {
        LOG.errorf(
                "Shopify refuses app %s for one installation after another: renewals stop but for one a minute; check"
                        + " broker.apps.%s.client-secret",
                app.name(), app.name());
    }

    private AppHealth of(AppName app) {
        return healths.computeIfAbsent(app, name -> new AppHealth(ticker));
    }
}
