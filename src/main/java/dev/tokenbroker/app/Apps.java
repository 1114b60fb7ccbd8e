package dev.tokenbroker.app;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configured apps. Which they are is fixed; their secrets may be others from one moment to the next. */
public final class Apps {
    private static final AppName DEFAULT = new AppName("default");

    private final Optional<ClientSecrets> secrets;
    private volatile Map<AppName, ShopifyApp> byName;

    public Apps(List<ShopifyApp> apps) {
        this.secrets = Optional.empty();
        this.byName = named(apps);
    }

    Apps(List<ShopifyApp> apps, ClientSecrets secrets) {
        this.secrets = Optional.of(secrets);
        this.byName = named(apps);
        takeSecrets();
    }

    public Collection<ShopifyApp> all() {
        return byName.values();
    }

    public Optional<ShopifyApp> named(AppName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The app meant where none is named: the only one, or the one called {@code default}. */
    public Optional<ShopifyApp> unnamed() {
        return byName.size() == 1 ? byName.values().stream().findFirst() : named(DEFAULT);
    }

    /** The same, while an app has none at all: it was started while they could not be had. */
    public Uni<Void> readMissingSecrets() {
        return byName.values().stream().anyMatch(app -> app.secrets().isEmpty())
                ? readSecretsAgain()
                : Uni.createFrom().voidItem();
    }

    /** Reads client secrets again that are kept elsewhere. */
    public Uni<Void> readSecretsAgain() {
        return secrets.map(ClientSecrets::fetchAgain)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .invoke(this::takeSecrets);
    }

    private void takeSecrets() {
        secrets.ifPresent(known -> byName = named(byName.values().stream()
                .map(app -> app.with(known.of(app.name())))
                .toList()));
    }

    private static Map<AppName, ShopifyApp> named(List<ShopifyApp> apps) {
        Map<AppName, ShopifyApp> named = new TreeMap<>();
        apps.forEach(app -> named.put(app.name(), app));
        return named;
    }
}
