package dev.tokenbroker.notification;

import dev.tokenbroker.notification.NotificationSettings.TargetSettings;
import dev.tokenbroker.secret.SecretFile;
import dev.tokenbroker.secret.SecretString;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;

/** Makes targets of their settings. Each complaint names its key, and none quotes its value. */
public final class TargetReader {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LONGEST_NAME = 64;

    private TargetReader() {}

    /** @throws IllegalArgumentException naming the setting that cannot stand */
    public static Targets read(Map<String, TargetSettings> settings) {
        return new Targets(settings.entrySet().stream()
                .map(entry -> target(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static Target target(String name, TargetSettings settings) {
        String key = "broker.notifications." + name;
        demand(name.length() <= LONGEST_NAME, key + ": has a name of more than " + LONGEST_NAME + " characters");
        return new Target(name, url(key + ".url", settings.url()), secret(key + ".secret", settings));
    }

    private static URI url(String key, String text) {
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme());
            demand(
                    Set.of("https", "http").contains(scheme)
                            && url.getHost() != null
                            && url.getRawUserInfo() == null
                            && url.getRawFragment() == null,
                    key + ": is an https address, without user or fragment");
            demand(
                    scheme.equals("https") || LOOPBACK.contains(url.getHost()),
                    key + ": is not https; which shops there are would travel in the clear (http is for loopback)");
            return url;
        } catch (URISyntaxException malformed) {
            // no cause: it quotes the address
            throw new IllegalArgumentException(key + ": is not an address");
        }
    }

    private static SecretString secret(String key, TargetSettings settings) {
        demand(
                settings.secret().isEmpty() || settings.secretFile().isEmpty(),
                key + ": both it and " + key + "-file are set; keep one");
        return settings.secret()
                .or(() -> settings.secretFile().map(file -> new SecretFile(key + "-file", file).read()))
                .orElseThrow(() -> new IllegalArgumentException(
                        key + ": is not set, nor is " + key + "-file; nobody could tell who sent a notification"));
    }

    private static void demand(boolean fine, String complaint) {
        if (!fine) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
