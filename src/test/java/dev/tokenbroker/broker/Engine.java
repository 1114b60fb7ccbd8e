package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ClientSecret;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.installation.AppBreakers;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.Fleet;
import dev.tokenbroker.installation.FleetKeys;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.token.FreshnessPolicy;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.PairIds;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenCipher;
import dev.tokenbroker.token.TokenEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The renewal engine of one replica behind ports that the caller gives: the real classes, without a container. */
public final class Engine {
    public static final AppName APP = new AppName("default");
    private static final Apps APPS = new Apps(List.of(new ShopifyApp(
            APP, "sim-client", List.of(new ClientSecret(SecretString.of("sim-secret"), "v1")), Scopes.NONE)));
    private static final SecureRandom NONCES = new SecureRandom();
    private static final RenewalMetrics METRICS = new RenewalMetrics(new SimpleMeterRegistry(), APPS);

    private final Renewals renewals;
    private final Sweep sweep;

    /** What the engine reaches the world by. */
    public interface Ports {
        InstallationStore store();

        DueInstallations due();

        AppBreakers breakers();

        FleetKeys fleetKeys();

        TokenEndpoint endpoint();

        KeyService keys();

        Timers timers();

        Ticker ticker();

        RandomGenerator random();

        PairIds ids();
    }

    public Engine(Ports ports, String owner, RefreshSettings settings, Duration lease, Duration callTimeout) {
        FreshnessPolicy freshness =
                new FreshnessPolicy(settings.floor(), settings.at(), settings.jitter(), settings.keepAliveAfter());
        Paces paces = new Paces(ports.ticker(), settings);
        TokenCipher cipher = new TokenCipher(NONCES);
        DataKeys keys = new DataKeys(ports.keys(), ports.ticker());
        FleetFingerprints fingerprints = new FleetFingerprints(ports.fleetKeys(), ports.keys());
        FleetFigures figures = new FleetFigures(
                keepWarm -> Uni.createFrom().item(new Fleet.Figures(List.of(), Map.of(), Map.of())), settings);
        AppHealths health = new AppHealths(ports.breakers(), ports.due(), paces, figures, ports.ticker());
        RenewalParts parts = new RenewalParts(
                ports.store(),
                ports.endpoint(),
                cipher,
                new Arrival(cipher, freshness, fingerprints, ports.ids()),
                new Recording(ports.timers()),
                new Endings(new Backoff(ports.random()), settings),
                health,
                METRICS,
                new SendBudget(ports.ticker(), lease, callTimeout),
                ports.ticker());
        renewals = new Renewals(
                parts,
                APPS,
                keys,
                fingerprints,
                paces,
                ports.timers(),
                new Renewals.Terms(owner, lease, settings.settle()));
        Holdings holdings = new Holdings(ports.store(), keys, cipher, ports.ticker());
        sweep = new Sweep(
                APPS,
                ports.due(),
                ports.breakers(),
                health,
                renewals,
                holdings,
                paces,
                ports.timers(),
                settings,
                ports.random());
    }

    /** A reader found no living token in this row. Tells the row after the renewal, if there is one. */
    public Uni<Optional<Installation>> renew(Installation seen) {
        return renewals.join(seen, Trigger.READER).map(Attempted::row);
    }

    public Uni<Void> sweep() {
        return sweep.round();
    }
}
