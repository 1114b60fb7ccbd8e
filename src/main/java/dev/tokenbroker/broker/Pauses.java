package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.RenewalPauses;
import dev.tokenbroker.installation.RenewalPauses.Pause;
import dev.tokenbroker.installation.RenewalPauses.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Which renewals an operator has stopped, as this process last read it: whoever asks costs nothing. While the database is
 * away what was read last holds, and no renewal could begin anyhow.
 */
@Singleton
public final class Pauses {
    static final Duration GLANCE = Duration.ofMillis(500);

    private final RenewalPauses store;
    private final AtomicLong changes = new AtomicLong();
    private volatile Known known = Known.of(List.of());
    private volatile boolean looked;

    private record Known(boolean fleet, Set<AppName> apps, Set<UUID> installations) {
        static Known of(Collection<Pause> pauses) {
            return new Known(
                    pauses.contains(new Pause(Optional.empty(), Optional.empty())),
                    pauses.stream()
                            .filter(pause -> pause.installation().isEmpty())
                            .flatMap(pause -> pause.app().stream())
                            .collect(Collectors.toUnmodifiableSet()),
                    pauses.stream()
                            .flatMap(pause -> pause.installation().stream())
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    Pauses(RenewalPauses store) {
        this.store = store;
    }

    /** @return false where the scope is a shop that has no installation */
    public Uni<Boolean> pause(Scope scope, Actor actor) {
        return store.pause(scope, actor).invoke(changes::incrementAndGet).call(this::look);
    }

    /** A wider pause goes on. */
    public Uni<Boolean> resume(Scope scope, Actor actor) {
        return store.resume(scope, actor).invoke(changes::incrementAndGet).call(this::look);
    }

    /** What was read before a change of ours is not believed after it. */
    Uni<Void> look() {
        long begun = changes.get();
        return store.list().invoke(found -> take(found, begun)).replaceWithVoid();
    }

    /** By one at a time: an older look that has just found nothing changed must not write over a newer one. */
    private synchronized void take(List<Pause> found, long begun) {
        if (changes.get() == begun) {
            known = Known.of(found);
            looked = true;
        }
    }

    /** Whether an operator stopped all of the app's. */
    boolean ordered(AppName app) {
        Known now = known;
        return now.fleet() || now.apps().contains(app);
    }

    /** Whether no installation of the app is renewed: as long as nobody has looked, too. */
    boolean cover(AppName app) {
        return !looked || ordered(app);
    }

    boolean cover(Installation row) {
        return cover(row.key().app()) || known.installations().contains(row.id());
    }
}
