package dev.tokenbroker.app;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configured apps. */
public final class Apps {
    private static final AppName DEFAULT = new AppName("default");

    private final Map<AppName, ShopifyApp> byName = new TreeMap<>();

    public Apps(List<ShopifyApp> apps) {
        apps.forEach(app -> byName.put(app.name(), app));
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
}
