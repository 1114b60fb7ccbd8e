package dev.tokenbroker.app;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes apps of their settings. Every mistake names its key. */
public final class AppReader {
    private static final String NAME = "[a-z0-9][a-z0-9_-]{0,62}";

    private AppReader() {}

    /** @throws IllegalArgumentException with one line that names the key */
    public static Apps read(Map<String, AppSettings> settings) {
        List<ShopifyApp> apps = new ArrayList<>();
        Map<String, String> byClientId = new HashMap<>();
        settings.forEach((name, app) -> {
            String key = "broker.apps." + name;
            require(name.matches(NAME), key + ": an app's name is lower-case letters, digits, - and _");
            require(!app.clientId().isBlank(), key + ".client-id: is missing");
            String other = byClientId.putIfAbsent(app.clientId(), name);
            web(key + ".public-url", app.publicUrl());
            web(key + ".after-install-url", app.afterInstallUrl());
            require(other == null, key + ".client-id: app " + other + " has the same client id");
            apps.add(new ShopifyApp(new AppName(name), app.clientId(), secrets(key, app), scopes(key, app)));
        });
        require(!apps.isEmpty(), "broker.apps: no app is configured; set broker.apps.default.client-id");
        return new Apps(apps);
    }

    private static List<ClientSecret> secrets(String key, AppSettings app) {
        List<ClientSecret> secrets = new ArrayList<>();
        secrets.add(secret(key + ".client-secret", app.clientSecret(), app.clientSecretFile())
                .orElseThrow(() -> new IllegalArgumentException(
                        key + ".client-secret: neither it nor client-secret-file is set")));
        secret(key + ".previous-client-secret", app.previousClientSecret(), app.previousClientSecretFile())
                .ifPresent(secrets::add);
        return secrets;
    }

    private static Optional<ClientSecret> secret(String key, Optional<SecretString> value, Optional<Path> file) {
        require(value.isEmpty() || file.isEmpty(), key + ": both it and " + key + "-file are set; keep one");
        return value.or(() -> file.map(path -> read(key + "-file", path)))
                .map(secret -> new ClientSecret(secret, version(secret)));
    }

    private static SecretString read(String key, Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            require(!text.isEmpty(), key + ": " + file + " is empty");
            return SecretString.of(text);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    key + ": " + file + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + ")",
                    unreadable);
        }
    }

    /** Eight hexadecimal digits: enough to tell two secrets of an app apart, far too few to guess one from. */
    private static String version(SecretString secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("client-secret-version|" + secret.reveal()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("SHA-256 is not to be had", broken);
        }
    }

    private static void web(String key, Optional<URI> address) {
        require(
                address.map(uri -> "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                        .orElse(true),
                key + ": is not an https address");
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
