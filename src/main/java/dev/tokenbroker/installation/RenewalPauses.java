package dev.tokenbroker.installation;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.Actor;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Renewals that an operator has stopped. Durable; every change is told in the audit record by the same statement. */
public interface RenewalPauses {
    /** @return false where the scope is a shop that has no installation */
    Uni<Boolean> pause(Scope scope, Actor actor);

    /**
     * Ends the pause of this very scope: one of a shop outlasts that of its app.
     *
     * @return false where the scope is a shop that has no installation
     */
    Uni<Boolean> resume(Scope scope, Actor actor);

    Uni<List<Pause>> list();

    /** Whose renewals. */
    sealed interface Scope {
        record WholeFleet() implements Scope {}

        record OneApp(AppName app) implements Scope {}

        record OneShop(InstallationKey key) implements Scope {}
    }

    /**
     * @param app nothing where it is every app
     * @param installation nothing where it is every installation; it keeps its id when its shop has another domain
     */
    record Pause(Optional<AppName> app, Optional<UUID> installation) {}
}
