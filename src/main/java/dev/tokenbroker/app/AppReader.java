package dev.tokenbroker.app;

import dev.tokenbroker.shop.Scopes;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes apps of their settings. Every mistake names its key. */
public final class AppReader {
    private static final String NAME = "[a-z0-9][a-z0-9_-]{0,62}";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private AppReader() {}

    /**
     * @param store where secrets are that a reference names
     * @throws IllegalArgumentException with one line that names the key
     */
    public static Apps read(Map<String, AppSettings> settings, SecretStore store) {
        ClientSecrets secrets = new ClientSecrets(store);
        List<ShopifyApp> apps = new ArrayList<>();
        Map<String, String> byClientId = new HashMap<>();
        settings.forEach((name, app) -> {
            String key = "broker.apps." + name;
            require(name.matches(NAME), key + ": an app's name is lower-case letters, digits, - and _");
            require(!app.clientId().isBlank(), key + ".client-id: is missing");
            String other = byClientId.putIfAbsent(app.clientId(), name);
            app.publicUrl().ifPresent(url -> publicUrl(key + ".public-url", url));
            app.afterInstallUrl().ifPresent(url -> web(key + ".after-install-url", url));
            require(other == null, key + ".client-id: app " + other + " has the same client id");
            secrets.from(new AppName(name), sources(key, app));
            AppUrls urls = new AppUrls(app.publicUrl(), app.afterInstallUrl());
            apps.add(new ShopifyApp(
                    new AppName(name), app.clientId(), List.of(), scopes(key, app), urls, assertionKey(key, app)));
        });
        require(!apps.isEmpty(), "broker.apps: no app is configured; set broker.apps.default.client-id");
        secrets.fetch();
        return new Apps(apps, secrets);
    }

    private static List<SecretSource> sources(String key, AppSettings app) {
        SecretSource current = SecretSource.of(
                key + ".client-secret", app.clientSecret(), app.clientSecretFile(), app.clientSecretVault());
        require(
                !(current instanceof SecretSource.None),
                key + ".client-secret: neither it nor client-secret-file nor client-secret-vault is set");
        SecretSource previous = SecretSource.of(
                key + ".previous-client-secret",
                app.previousClientSecret(),
                app.previousClientSecretFile(),
                app.previousClientSecretVault());
        return List.of(current, previous);
    }

    private static Optional<AssertionKey> assertionKey(String key, AppSettings app) {
        require(
                app.assertionKeyFile().isPresent() == app.assertionKeyId().isPresent(),
                key + ".assertion-key-id: it and assertion-key-file are set together");
        require(
                app.assertionKeyId().map(id -> id.matches("[A-Za-z0-9_.-]+")).orElse(true),
                key + ".assertion-key-id: is letters, digits, dots, dashes and underscores");
        return app.assertionKeyFile()
                .map(file -> AssertionKey.read(
                        key + ".assertion-key-file", file, app.assertionKeyId().orElseThrow()));
    }

    /** Authorization codes come there: in the clear on this machine alone. */
    private static void publicUrl(String key, URI url) {
        web(key, url);
        require(
                "https".equals(url.getScheme()) || LOOPBACK.contains(url.getHost()),
                key + ": is not https; authorization codes would travel in the clear");
        require(
                url.getRawQuery() == null && url.getRawFragment() == null,
                key + ": has a query or a fragment; paths are appended to it");
    }

    private static void web(String key, URI url) {
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        require(web && url.getHost() != null && url.getRawUserInfo() == null, key + ": is not an https address");
    }

    private static Scopes scopes(String key, AppSettings app) {
        require(
                app.scopes().stream().flatMap(List::stream).allMatch(handle -> handle.matches("[a-z0-9_]+")),
                key + ".scopes: is a list of access scopes separated by commas");
        return app.scopes()
                .map(handles -> new Scopes(new LinkedHashSet<>(handles)))
                .orElse(Scopes.NONE);
    }

    private static void require(boolean fine, String complaint) {
        if (!fine) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
