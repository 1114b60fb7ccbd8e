package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ClientSecret;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.AppBreakers;
import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.DatabaseHistory;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.Fleet;
import dev.tokenbroker.installation.FleetKeys;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation.Recorded;
import dev.tokenbroker.installation.RenewalPauses;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.token.AdminProbe;
import dev.tokenbroker.token.FreshnessPolicy;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.PairIds;
import dev.tokenbroker.token.ProbeAnswer;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenCipher;
import dev.tokenbroker.token.TokenEndpoint;
import dev.tokenbroker.world.DevelopmentWorld;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The renewal engine of one replica behind ports that the caller gives: the real classes, without a container. */
public final class Engine {
    public static final AppName APP = new AppName("default");
    private static final Apps APPS = apps(APP);
    private static final SecureRandom NONCES = new SecureRandom();
    private static final List<Fleet.Count> ONE_INSTALLATION =
            List.of(new Fleet.Count(APP, InstallationState.ACTIVE, GrantKind.EXPIRING, 1));
    private static final RenewalMetrics METRICS = new RenewalMetrics(new SimpleMeterRegistry(), APPS);

    private final Apps apps;
    private final Renewals renewals;
    private final Sweep sweep;
    private final RecentPairs recent;
    private final AppHealths health;
    /** Migrations and acquisitions are not among what is tried here. */
    private static final AdminProbe NOBODY = (shop, token) -> Uni.createFrom().item(new ProbeAnswer.Unclear());

    private static final RenewalPauses NO_OPERATOR = new RenewalPauses() {
        @Override
        public Uni<Boolean> pause(Scope scope, Actor actor) {
            return Uni.createFrom().item(false);
        }

        @Override
        public Uni<Boolean> resume(Scope scope, Actor actor) {
            return Uni.createFrom().item(false);
        }

        @Override
        public Uni<List<Pause>> list() {
            return Uni.createFrom().item(List.of());
        }
    };

    private final Recording recording;
    private final DataKeys keys;
    private final FleetFingerprints fingerprints;
    private final HandedOver handedOver;
    private final InstallationStore store;
    private final Renewals.Terms terms;
    private final Ticker ticker;

    /** What the engine reaches the world by. */
    public interface Ports {
        InstallationStore store();

        DueInstallations due();

        DatabaseHistory history();

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
        this(ports, owner, settings, lease, callTimeout, APPS, METRICS);
    }

    /** Of several apps; for Shopify they are one. */
    public static Engine of(Ports ports, RefreshSettings settings, Duration lease, Duration call, AppName... names) {
        Apps apps = apps(names);
        RenewalMetrics metrics = new RenewalMetrics(new SimpleMeterRegistry(), apps);
        return new Engine(ports, "sim", settings, lease, call, apps, metrics);
    }

    private static Apps apps(AppName... names) {
        return new Apps(Stream.of(names)
                .map(name -> new ShopifyApp(
                        name,
                        DevelopmentWorld.CLIENT_ID,
                        List.of(new ClientSecret(SecretString.of(DevelopmentWorld.CLIENT_SECRET), "v1")),
                        Scopes.NONE))
                .toList());
    }

    private Engine(
            Ports ports,
            String owner,
            RefreshSettings settings,
            Duration lease,
            Duration callTimeout,
            Apps apps,
            RenewalMetrics metrics) {
        this.apps = apps;
        FreshnessPolicy freshness =
                new FreshnessPolicy(settings.floor(), settings.at(), settings.jitter(), settings.keepAliveAfter());
        Paces paces = new Paces(ports.ticker(), settings);
        TokenCipher cipher = new TokenCipher(NONCES);
        // no key is wrapped anew there
        keys = new DataKeys(ports.keys(), asked -> Uni.createFrom().item(Map.of()), ports.ticker());
        fingerprints = new FleetFingerprints(ports.fleetKeys(), ports.keys());
        FleetFigures figures = new FleetFigures(
                keepWarm -> Uni.createFrom().item(new Fleet.Figures(ONE_INSTALLATION, Map.of(), Map.of())),
                settings,
                ports.ticker());
        figures.refresh().subscribe().with(done -> {});
        health = new AppHealths(ports.breakers(), ports.due(), paces, figures, ports.ticker());
        recent = new RecentPairs(ports.history(), ports.ticker());
        recording = new Recording(recent, ports.timers());
        handedOver = new HandedOver(cipher, freshness, fingerprints, ports.ids(), Clock.systemUTC());
        store = ports.store();
        ticker = ports.ticker();
        terms = new Renewals.Terms(owner, lease, settings.settle());
        Pauses pauses = new Pauses(NO_OPERATOR);
        pauses.look().subscribe().with(done -> {});
        RenewalParts parts = new RenewalParts(
                ports.store(),
                ports.endpoint(),
                cipher,
                new Arrival(cipher, freshness, fingerprints, ports.ids()),
                recording,
                new Intake(recording, new Identities(NOBODY, ports.store())),
                NOBODY,
                new Endings(new Backoff(ports.random()), settings),
                health,
                pauses,
                metrics,
                new SendBudget(ports.ticker(), lease, callTimeout),
                ports.ticker());
        Holdings holdings = new Holdings(ports.store(), keys, cipher, ports.ticker());
        renewals = new Renewals(parts, apps, keys, fingerprints, holdings, paces, ports.timers(), terms);
        sweep = new Sweep(
                apps,
                ports.due(),
                ports.breakers(),
                health,
                renewals,
                holdings,
                paces,
                ports.timers(),
                settings,
                ports.ticker(),
                ports.random());
    }

    /** A reader found no living token in this row. Tells the row after the renewal, if there is one. */
    public Uni<Optional<Installation>> renew(Installation seen) {
        return renewals.join(seen, Trigger.reader(new Reader("sim", "sim-request")))
                .map(Attempted::row);
    }

    /** Looks whether the database was failed over, and what the fleet knows of the app. */
    public Uni<Void> watch() {
        return health.follow(apps.all()).chain(recent::look);
    }

    /** Somebody acquired a pair and hands it over: under the lease, into the ledger. Nothing where another has the lease. */
    public Uni<Optional<Recorded>> takeOver(Installation seen, String accessToken, String refreshToken) {
        Enrolment.Expiring tokens = new Enrolment.Expiring(
                SecretString.of(accessToken),
                SecretString.of(refreshToken),
                new Enrolment.End.In(Duration.ZERO),
                new Enrolment.End.In(Duration.ofDays(60)),
                Scopes.NONE,
                Optional.empty());
        return fingerprints
                .ready()
                .chain(() -> keys.of(seen))
                .flatMap(key -> store.claim(importOf(seen))
                        .flatMap(lease -> lease.map(held -> recording
                                        .untilDurable(
                                                held,
                                                handedOver.pair(
                                                        tokens,
                                                        app(),
                                                        held.installation(),
                                                        key,
                                                        Actor.of("sim"),
                                                        ticker.nanos()))
                                        .map(Optional::of))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    private static ShopifyApp app() {
        return APPS.named(APP).orElseThrow();
    }

    private Claim importOf(Installation seen) {
        return new Claim(
                seen.id(),
                seen.dataKey().id(),
                Claim.Kind.IMPORT,
                seen.version(),
                0,
                terms.owner(),
                terms.lease(),
                terms.settle(),
                false,
                false);
    }

    public Uni<Void> sweep() {
        return sweep.round();
    }
}
