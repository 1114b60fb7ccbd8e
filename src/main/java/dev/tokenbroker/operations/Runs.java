package dev.tokenbroker.operations;

import dev.tokenbroker.operations.RunStore.Order;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyProvider;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeyServices;
import dev.tokenbroker.token.KeyVersion;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
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
    public Uni<Optional<Report>> rewrap(int perSecond, String actor) {
        return keys.of(KeyProvider.VAULT)
                .map(vault -> newest(vault)
                        .flatMap(version -> start(RunKind.REWRAP, Integer.toString(version), perSecond, actor))
                        .map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Nothing where that provider is not configured. */
    public Uni<Optional<Report>> rekey(KeyProvider to, int perSecond, String actor) {
        return keys.of(to).isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : start(RunKind.REKEY, to.label(), perSecond, actor).map(Optional::of);
    }

    public Uni<Optional<Report>> show(RunKind kind, UUID id) {
        return store.find(id).flatMap(found -> report(found.filter(run -> run.kind() == kind)));
    }

    public Uni<Optional<Report>> pause(RunKind kind, UUID id, String actor) {
        return store.find(id)
                .map(found -> found.filter(run -> run.kind() == kind))
                .flatMap(found -> found.isPresent()
                        ? store.pause(id, actor)
                        : Uni.createFrom().item(found))
                .flatMap(this::report);
    }

    private Uni<Report> start(RunKind kind, String target, int perSecond, String actor) {
        return works.of(kind)
                .remaining(target)
                .flatMap(total -> store.start(new Order(kind, target, false, perSecond, total), actor))
                .flatMap(run -> works.of(kind).remaining(run.target()).map(left -> new Report(run, left)));
    }

    private Uni<Optional<Report>> report(Optional<Run> found) {
        return found.map(run ->
                        works.of(run.kind()).remaining(run.target()).map(left -> Optional.of(new Report(run, left))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private static Uni<Integer> newest(KeyService vault) {
        return vault.create(NEWEST)
                .map(made -> KeyVersion.of(made.wrapped()).orElseThrow().version());
    }
}
