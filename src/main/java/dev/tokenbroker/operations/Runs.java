package dev.tokenbroker.operations;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.operations.RunStore.Order;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyProvider;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeyServices;
import dev.tokenbroker.token.KeyVersion;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Starts, shows and pauses runs. */
@Singleton
public final class Runs {
    private static final KeyContext NEWEST = KeyContext.ofFleet("newest version");

    private final RunStore store;
    private final Works works;
    private final KeyServices keys;

    Runs(RunStore store, Works works, KeyServices keys) {
        this.store = store;
        this.works = works;
        this.keys = keys;
    }

    /** A run, and how many are left to do as the primary counts them now. */
    public record Report(Run run, long remaining) {
        /** A replica that dies has not noted its last rows, but they are not among those that are left. */
        public long done() {
            return Math.max(run.done(), run.total() - remaining);
        }
    }

    /** Towards the version that Vault wraps new data keys under now. Nothing where Vault is not configured. */
    public Uni<Optional<Report>> rewrap(int perSecond, Actor actor) {
        return keys.of(KeyProvider.VAULT)
                .map(vault -> newest(vault)
                        .flatMap(version -> startOfFleet(RunKind.REWRAP, Integer.toString(version), perSecond, actor))
                        .map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Nothing where that provider is not configured. */
    public Uni<Optional<Report>> rekey(KeyProvider to, int perSecond, Actor actor) {
        return keys.of(to).isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : startOfFleet(RunKind.REKEY, to.label(), perSecond, actor).map(Optional::of);
    }

    public Uni<Optional<Report>> show(RunKind kind, UUID id) {
        return store.find(id).flatMap(found -> report(found.filter(run -> run.kind() == kind)));
    }

    public Uni<Optional<Report>> pause(RunKind kind, UUID id, Actor actor) {
        return store.find(id)
                .map(found -> found.filter(run -> run.kind() == kind))
                .flatMap(found -> found.isPresent()
                        ? store.pause(id, actor)
                        : Uni.createFrom().item(found))
                .flatMap(this::report);
    }

    /** Every legacy grant of the app. A dry run counts them, and is over. */
    public Uni<Report> migrate(AppName app, boolean dryRun, int perSecond, Actor actor) {
        return start(new Order(RunKind.MIGRATION, Optional.of(app), "expiring", List.of(), dryRun, perSecond), actor);
    }

    /** Every grant of the app that is not under its current client secret. */
    public Uni<Report> rotateSecret(ShopifyApp app, int perSecond, Actor actor) {
        return start(
                new Order(
                        RunKind.SECRET_ROTATION,
                        Optional.of(app.name()),
                        app.secretVersion(),
                        List.of(),
                        false,
                        perSecond),
                actor);
    }

    /** Those installations of the app. */
    public Uni<Report> renew(AppName app, List<UUID> members, int perSecond, Actor actor) {
        return start(new Order(RunKind.RENEWALS, Optional.of(app), "renewed", members, false, perSecond), actor);
    }

    private Uni<Report> startOfFleet(RunKind kind, String target, int perSecond, Actor actor) {
        return start(new Order(kind, Optional.empty(), target, List.of(), false, perSecond), actor);
    }

    private Uni<Report> start(Order order, Actor actor) {
        return store.start(order, actor)
                .flatMap(run -> works.of(run.kind())
                        .remaining(run)
                        .flatMap(left -> run.total() > 0
                                ? Uni.createFrom().item(new Report(run, left))
                                : store.total(run, left).map(counted -> new Report(counted, left))));
    }

    private Uni<Optional<Report>> report(Optional<Run> found) {
        return found.map(run -> works.of(run.kind()).remaining(run).map(left -> Optional.of(new Report(run, left))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private static Uni<Integer> newest(KeyService vault) {
        return vault.create(NEWEST)
                .map(made -> KeyVersion.of(made.wrapped()).orElseThrow().version());
    }
}
