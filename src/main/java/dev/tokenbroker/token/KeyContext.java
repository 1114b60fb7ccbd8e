package dev.tokenbroker.token;

import dev.tokenbroker.app.AppName;
import java.util.UUID;

/**
 * What a wrapped data key is bound to: it unwraps for this purpose alone.
 *
 * @param text what the key service derives from, or authenticates
 */
public record KeyContext(String text) {
    /** The data key of one installation: {@code v1|app|installation id}. */
    public static KeyContext ofInstallation(AppName app, UUID installation) {
        return new KeyContext("v1|" + app + "|" + installation);
    }

    /** A key that all replicas share: {@code v1||purpose}; no app has an empty name. */
    public static KeyContext ofFleet(String purpose) {
        return new KeyContext("v1||" + purpose);
    }
}
