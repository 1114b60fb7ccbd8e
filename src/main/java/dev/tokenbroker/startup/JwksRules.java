package dev.tokenbroker.startup;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is wrong with the file that callers are believed by. Of a PEM it is not known which algorithm its signatures are of, and
 * with several allowed a process would believe them or not as chance has it; a JWKS says it (RFC 7517 §5).
 */
final class JwksRules {
    private static final String FILE = "file:";

    private JwksRules() {}

    /** @param location a file's; what is not one is looked at when a caller asks, since its issuer may be away now */
    static Optional<String> complaint(String location) {
        if (!location.startsWith(FILE)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(Path.of(location.substring(FILE.length())));
            return isJwks(text)
                    ? Optional.empty()
                    : Optional.of(location + " is no JWKS: a JSON object whose keys are the issuer's public keys");
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.of(location + " cannot be read");
        }
    }

    private static boolean isJwks(String text) {
        try {
            return new JsonObject(text).getValue("keys") instanceof JsonArray keys
                    && !keys.isEmpty()
                    && keys.stream().allMatch(key -> key instanceof JsonObject jwk && jwk.containsKey("kty"));
        } catch (DecodeException notJson) {
            return false;
        }
    }
}
