package dev.tokenbroker.app;

import dev.tokenbroker.app.SecretStore.Found;
import dev.tokenbroker.secret.SecretString;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The client secrets of all apps, as their sources had them last. Those that are kept elsewhere can be read again. */
final class ClientSecrets {
    private static final Logger LOG = Logger.getLogger(ClientSecrets.class);

    private final Map<AppName, List<SecretSource>> sources = new HashMap<>();
    private final Map<SecretReference, SecretString> last = new HashMap<>();
    private final SecretStore store;

    ClientSecrets(SecretStore store) {
        this.store = store;
    }

    /** @param inOrder the current secret's source first */
    synchronized void from(AppName app, List<SecretSource> inOrder) {
        sources.put(app, inOrder);
    }

    /**
     * Asks for what is kept elsewhere, once and at start.
     *
     * @throws IllegalArgumentException naming the setting, where the store says that there is none
     */
    void fetch() {
        for (SecretSource.Kept kept : kept()) {
            Found found = store.read(kept.reference()).await().indefinitely();
            if (found instanceof Found.Nothing nothing) {
                throw new IllegalArgumentException(kept.setting() + ": " + nothing.why());
            }
            remember(kept, found);
        }
    }

    /** What the store does not say now stays as it was. */
    Uni<Void> fetchAgain() {
        return Multi.createFrom()
                .iterable(kept())
                .onItem()
                .transformToUniAndConcatenate(
                        kept -> store.read(kept.reference()).invoke(found -> remember(kept, found)))
                .onItem()
                .ignoreAsUni();
    }

    /** Empty while the store has not answered yet. */
    synchronized List<ClientSecret> of(AppName app) {
        List<ClientSecret> secrets = new ArrayList<>();
        for (SecretSource source : sources.get(app)) {
            value(source).map(ClientSecret::of).ifPresent(secrets::add);
        }
        return secrets;
    }

    private Optional<SecretString> value(SecretSource source) {
        if (source instanceof SecretSource.Fixed fixed) {
            return Optional.of(fixed.value());
        }
        return source instanceof SecretSource.Kept kept
                ? Optional.ofNullable(last.get(kept.reference()))
                : Optional.empty();
    }

    private synchronized List<SecretSource.Kept> kept() {
        return sources.values().stream()
                .flatMap(Collection::stream)
                .filter(SecretSource.Kept.class::isInstance)
                .map(SecretSource.Kept.class::cast)
                .toList();
    }

    private synchronized void remember(SecretSource.Kept kept, Found found) {
        if (found instanceof Found.Secret secret) {
            SecretString before = last.put(kept.reference(), secret.value());
            if (before != null && !before.equals(secret.value())) {
                LOG.infof("%s: there is another secret now", kept.setting());
            }
        } else if (found instanceof Found.Nothing nothing) {
            LOG.warnf("%s: %s; the secret of before is used", kept.setting(), nothing.why());
        }
    }
}
